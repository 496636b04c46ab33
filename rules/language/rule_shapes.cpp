#include "rules/language/shapes.hpp"

namespace rules::language::shapes {
namespace {

using namespace forms;

constexpr Form texts = one_or_list(text);

// Who a stage or an alert speaks to: a role, a unit by id or name, or an address outside the register.
constexpr Form address_form = mapping(address);
constexpr std::array<const Form*, 2> audience_forms{&text, &address_form};
constexpr Form audience = either(audience_forms);
constexpr Form audiences = one_or_list(audience);

// Reports
constexpr Form chosen_form = mapping(chosen_units);
constexpr std::array<const Form*, 2> reporter_forms{&text, &chosen_form};
constexpr Form reporter = either(reporter_forms);
constexpr Form reporters = one_or_list(reporter);

constexpr Form indicators_form = mapping(indicators);
constexpr std::array<const Form*, 2> asked_forms{&texts, &indicators_form};
constexpr Form asked = either(asked_forms);

constexpr Form cut_off_form = mapping(cut_off);
constexpr std::array<const Form*, 2> cut_off_forms{&text, &cut_off_form};
constexpr Form cut_off_or_words = either(cut_off_forms);

constexpr Form valid_form = mapping(valid);
constexpr std::array<std::string_view, 3> roll_names{"none", "previous", "next"};
constexpr Form roll = one_of(roll_names);

constexpr std::array<Key, 16> report_keys{{
    {"id", &id, "Mã của chế độ báo cáo, không đổi về sau", "Identity of the rule; never changes", true},
    {"title", &text, "Tên báo cáo, hiện trong thông báo", "Title, shown in messages", true},
    {"basis", &text, "Văn bản và điều khoản giao nhiệm vụ báo cáo", "Document and clause that asks for it"},
    {"from", &reporters, "Đơn vị, nhóm, nhãn hoặc điều kiện chọn đơn vị phải báo cáo",
     "Who reports: units, groups, a tag or a condition"},
    {"except", &reporters, "Những đơn vị trong from không phải báo cáo", "Who of them does not"},
    {"indicators", &asked, "Hỏi giá trị các chỉ tiêu thay cho một báo cáo",
     "Asks for values of indicators instead of a report"},
    {"to", &text, "Đơn vị nhận báo cáo", "Who receives it"},
    {"via", &text, "Đơn vị tổng hợp trước khi trình", "Who collects it first"},
    {"form", &text, "Mẫu biểu", "Form to be used"},
    {"how", &text, "Phương thức gửi", "How it is handed in"},
    {"period", &text, "Kỳ báo cáo: month, quarter, half-year(1), year, hoặc on-request (đột xuất)",
     "Period, or on-request"},
    {"due", &text, "Hạn, chép nguyên văn từ kế hoạch: trước ngày 10/6", "When it is due, in the words of the plan"},
    {"cutoff", &cut_off_or_words, "Số liệu từ ngày nào đến ngày nào; none: không ghi",
     "From which to which day its figures go; none: not said"},
    {"roll", &roll, "Hạn rơi vào ngày nghỉ: giữ, về ngày làm việc trước, hoặc sau",
     "What becomes of a due day that is a day off"},
    {"valid", &valid_form, "Áp dụng cho hạn từ ngày nào đến ngày nào", "For due days from and until"},
    {"collects", &id, "Mã chế độ báo cáo mà báo cáo này tổng hợp", "The rule whose reports this one is made of"},
}};

constexpr std::array<Key, 2> cut_off_keys{{
    {"from", &text, "Ngày đầu của số liệu", "First day of the figures", true},
    {"to", &text, "Ngày chốt số liệu", "Last day of the figures", true},
}};

constexpr std::array<Key, 2> valid_keys{{
    {"from", &date, "Từ ngày", "From"},
    {"until", &date, "Đến hết ngày", "Through"},
}};

constexpr std::array<Key, 1> indicators_keys{{
    {"plan", &text, "Mã kế hoạch có các chỉ tiêu", "Key of the plan that has them", true},
}};

constexpr std::array<Key, 2> chosen_keys{{
    {"tagged", &texts, "Đơn vị có một trong các nhãn này", "Units with one of these tags"},
    {"where", &condition, "Điều kiện về đơn vị", "Condition over a unit"},
}};

// Policies
constexpr Form offsets = one_or_list(offset);
constexpr Form remind_form = mapping(remind);
constexpr Form overdue_form = mapping(overdue);
constexpr Form update_form = mapping(update);
constexpr Form ask_form = mapping(ask);
constexpr Form monthly = matching("^(monthly|hằng tháng|hàng tháng)$");
constexpr Form escalation_form = mapping(escalation);
constexpr Form escalations = list_of(escalation_form);
constexpr std::array<std::string_view, 2> digest_names{"daily", "single"};
constexpr Form digest = one_of(digest_names);
constexpr std::array<std::string_view, 3> late_names{"newest", "merge", "drop"};
constexpr Form late = one_of(late_names);
constexpr Form severity = one_of(severities);
constexpr Form limit = whole(1, 1000);

constexpr std::array<Key, 14> policy_keys{{
    {"id", &id, "Mã của chính sách", "Identity of the policy", true},
    {"match", &condition, "Điều kiện CEL về subject; chính sách đầu tiên đúng được dùng, chính sách cuối là \"true\"",
     "CEL condition over subject; the first that holds applies, the last is \"true\""},
    {"use", &id, "Lấy của chính sách khác những gì không ghi ở đây", "Takes from another policy what it does not say"},
    {"remind", &remind_form, "Nhắc trước hạn: người nhận và các mốc", "Before the due day: audience and stages"},
    {"overdue", &overdue_form, "Nhắc lại khi quá hạn", "Repeated while overdue"},
    {"escalate", &escalations, "Báo cấp trên sau hạn", "Tells others after the due day"},
    {"update", &update_form, "Nhắc cập nhật tiến độ", "Asks for progress"},
    {"ask", &ask_form, "Hỏi hằng tháng xem điều chờ đợi đã xảy ra chưa",
     "Asks each month whether what is awaited has happened"},
    {"send_at", &time_of_day, "Giờ gửi, mặc định 08:00", "Time of day, 08:00 unless said"},
    {"urgent", &boolean, "Gửi cả trong giờ yên lặng", "Also in quiet hours"},
    {"quiet", &quiet_hours, "Giờ yên lặng riêng của chính sách này", "Quiet hours of its own"},
    {"channels", &texts, "Chỉ gửi qua các kênh này; first: chỉ địa chỉ đầu tiên",
     "Only on these channels; first: only the first contact"},
    {"digest", &digest, "Gộp vào thông báo buổi sáng, hoặc gửi riêng", "With the others of a morning, or alone"},
    {"late", &late, "Mốc bị lỡ khi dondoc không chạy: gửi mốc mới nhất, gộp và kể tên mọi mốc, hoặc bỏ",
     "Stages missed in an outage: the newest is sent, one names all, or none is sent"},
}};

constexpr std::array<Key, 2> overdue_keys{{
    {"until", &offset, "Thôi nhắc sau chừng này ngày", "Ends after so long"},
    {"limit", &limit, "Nhắc nhiều nhất bao nhiêu lần", "How often at most"},
}};

constexpr std::array<Key, 2> update_keys{{
    {"since", &date, "Không hỏi tiến độ trước ngày này", "Not before this day"},
    {"limit", &limit, "Nhắc nhiều nhất bao nhiêu lần", "How often at most"},
}};

constexpr std::array<Key, 3> escalation_keys{{
    {"after", &offset, "Sau hạn bao nhiêu ngày", "How long after the due day", true},
    {"to", &audiences, "Báo cho ai", "Whom it tells", true},
    {"severity", &severity, "Mức độ", "How grave"},
}};

constexpr std::array<Key, 3> address_keys{{
    {"email", &text, "Hộp thư", "Mailbox"},
    {"channel", &text, "Kênh gửi", "Channel"},
    {"to", &text, "Địa chỉ trên kênh đó", "Address on that channel"},
}};

// Inhibitions
constexpr std::array<std::string_view, 3> same_names{"parent", "unit", "plan"};
constexpr Form same = one_of(same_names);

constexpr std::array<Key, 3> inhibition_keys{{
    {"source", &condition, "Việc cấp bách hơn: điều kiện CEL, có subject.status", "What is more pressing", true},
    {"target", &condition, "Việc được giữ im trong lúc đó", "What is muted meanwhile", true},
    {"same", &same, "Hai việc chung gì", "What both have in common", true},
}};

// Checks
constexpr std::array<std::string_view, 6> each_names{"unit", "plan", "assignment", "report", "indicator", "channel"};
constexpr Form each = one_of(each_names);

constexpr std::array<Key, 7> check_keys{{
    {"id", &id, "Mã của quy tắc tuân thủ", "Identity of the check", true},
    {"each", &each, "Xét từng gì", "What it looks at, one by one", true},
    {"when", &condition, "Điều kiện CEL; đúng thì báo", "CEL condition; where it holds there is an alert", true},
    {"to", &audiences, "Báo cho ai", "Whom it tells", true},
    {"message", &text, "Câu báo, ví dụ \"{{unit.name}}: {{unit.overdue}}\"", "What it says", true},
    {"severity", &severity, "Mức độ", "How grave"},
    {"every", &offset, "Báo lại sau chừng này ngày khi vẫn đúng", "Repeats while it holds"},
}};

constexpr Form report_form = mapping(report);
constexpr Form report_list = list_of(report_form);
constexpr Form policy_form = mapping(policy);
constexpr Form policy_list = list_of(policy_form);
constexpr Form inhibition_form = mapping(inhibition);
constexpr Form inhibition_list = list_of(inhibition_form);
constexpr Form check_form = mapping(check);
constexpr Form check_list = list_of(check_form);

constexpr std::array<Key, 5> rules_file_keys{{
    {"reports", &report_list, "Chế độ báo cáo", "Report rules"},
    {"quiet", &quiet_hours, "Giờ yên lặng: không gửi gì, ví dụ \"20:00-07:00\"", "Hours in which nothing is sent"},
    {"policies", &policy_list, "Chính sách nhắc, theo thứ tự", "Policies, in their order"},
    {"inhibit", &inhibition_list, "Việc cấp bách hơn làm im việc khác", "What mutes what"},
    {"checks", &check_list, "Quy tắc tuân thủ", "Checks"},
}};

}  // namespace

constinit const Shape rules_file{"rules_file", rules_file_keys};
constinit const Shape report{"report", report_keys, "period|due"};
constinit const Shape cut_off{"cut_off", cut_off_keys};
constinit const Shape valid{"valid", valid_keys};
constinit const Shape indicators{"indicators", indicators_keys};
constinit const Shape chosen_units{"chosen_units", chosen_keys};
constinit const Shape policy{"policy", policy_keys};
constinit const Shape remind{"remind", {}, {}, &offsets};
constinit const Shape overdue{"overdue", overdue_keys, {}, &every};
constinit const Shape update{"update", update_keys, {}, &every};
constinit const Shape ask{"ask", {}, {}, &monthly};
constinit const Shape inhibition{"inhibition", inhibition_keys};
constinit const Shape escalation{"escalation", escalation_keys};
constinit const Shape address{"address", address_keys, "email|channel,to"};
constinit const Shape check{"check", check_keys};

}  // namespace rules::language::shapes
