#include "rules/language/shapes.hpp"
#include "rules/trial/shapes.hpp"

namespace rules::trial::shapes {
namespace {

using namespace language::forms;
using language::Form;
using language::Key;

constexpr Form texts = one_or_list(text);
constexpr Form dates = one_or_list(date);
constexpr Form date_or_none = matching("^(none|[0-9]{1,4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{1,4})$");
constexpr Form stage = matching("^([^ ]+:)?([-+][0-9]{1,4}w?d|0w?d)$|event:");
constexpr Form severity = one_of(language::shapes::severities);
constexpr Form digest = one_of(digests);
constexpr Form alert_state = one_of(alert_states);
constexpr Form status = one_of(statuses);
constexpr std::array<std::string_view, 1> none_names{"none"};
constexpr Form none = one_of(none_names);

constexpr Form filter_form = mapping(filter);
constexpr Form reminder_form = mapping(reminder);
constexpr Form reminder_list = list_of(reminder_form);
constexpr std::array<const Form*, 2> reminders_forms{&none, &reminder_list};
constexpr Form reminders = either(reminders_forms);
constexpr Form alert_form = mapping(alert);
constexpr Form alert_list = list_of(alert_form);
constexpr std::array<const Form*, 2> alerts_forms{&none, &alert_list};
constexpr Form alerts = either(alerts_forms);
constexpr Form data_form = mapping(data);
constexpr std::array<const Form*, 2> data_forms{&none, &data_form};
constexpr Form data_or_none = either(data_forms);
constexpr Form statuses_form = mapping(statuses_by_day);
constexpr Form statuses_of_day_form = mapping(statuses_of_day);
constexpr Form dues_form = mapping(dues);
constexpr Form due_form = mapping(due);
constexpr std::array<const Form*, 2> one_due_forms{&date_or_none, &due_form};
constexpr Form one_due = either(one_due_forms);
constexpr Form date_list = list_of(date);
constexpr Form by_period = mapping(dues_by_period);
constexpr std::array<const Form*, 4> subject_due_forms{&date_or_none, &date_list, &due_form, &by_period};
constexpr Form subject_due = either(subject_due_forms);
constexpr Form reporters_form = mapping(reporters);

constexpr std::array<Key, 13> test_keys{{
    {"name", &text, "Tên bài thử, không trùng", "Its name, unique in the file", true},
    {"on", &date, "Ngày được xét, khi chỉ một ngày", "The day looked at, where it is one"},
    {"from", &date, "Xét từ ngày", "The first day looked at"},
    {"to", &date, "Đến hết ngày", "The last day looked at"},
    {"since", &date, "Theo dõi việc định kỳ từ ngày; mặc định 01/01 của năm đầu",
     "From when recurring duties are followed; 1 January of the first year by default"},
    {"only", &filter_form, "Chỉ xét những lời nhắc này", "Only these reminders are looked at"},
    {"facts", &facts_form, "Việc xảy ra", "What happens"},
    {"reminders", &reminders, "Đúng những lời nhắc này, không thiếu, không thừa", "These reminders and no others"},
    {"includes", &reminder_list, "Có những lời nhắc này, ngoài ra có thể có nữa", "These reminders among others"},
    {"alerts", &alerts, "Đúng những cảnh báo này", "These alerts and no others"},
    {"statuses", &statuses_form, "Trạng thái cuối ngày: ngày, đối tượng, trạng thái",
     "Statuses at the end of a day: day, subject, status"},
    {"due", &dues_form, "Hạn theo kỳ, hoặc mọi hạn trong những ngày được xét",
     "Due days by period, or all within the days looked at"},
    {"reporters", &reporters_form, "Ai phải báo cáo, đủ và đúng", "Who must report, exactly"},
}};

constexpr std::array<Key, 2> filter_keys{{
    {"unit", &texts, "Nơi nhận, cả người đứng đầu", "Recipients, their heads among them"},
    {"subject", &texts, "Đối tượng, hoặc cả quy tắc, kế hoạch", "Subjects, or a whole rule or plan"},
}};

constexpr std::array<Key, 22> reminder_keys{{
    {"on", &dates, "Ngày gửi", "Day on which it is sent", true},
    {"to", &texts, "Nơi nhận: đơn vị, đơn vị:head, địa chỉ", "Recipient: unit, unit:head, address"},
    {"stage", &stage, "Mốc: -7d, 0d, +3wd, lead:-7d", "Stage: -7d, 0d, +3wd, lead:-7d"},
    {"subject", &texts, "Đối tượng, có thể bỏ kỳ hoặc đơn vị", "Subject, with or without period or unit"},
    {"due", &date_or_none, "Hạn", "Due day"},
    {"at", &time_of_day, "Giờ gửi", "Time of day"},
    {"title", &text, "Tên", "Title"},
    {"basis", &text, "Căn cứ", "Basis"},
    {"deliverable", &text, "Kết quả đầu ra", "Deliverable"},
    {"form", &text, "Biểu mẫu", "Form"},
    {"how", &text, "Phương thức gửi", "Way of sending"},
    {"recipient", &text, "Nơi nhận báo cáo (to của quy tắc)", "Who gets the report"},
    {"collector", &text, "Nơi tổng hợp (via, không có thì to)", "Who collects it"},
    {"data", &data_or_none, "Số liệu từ ngày, đến ngày", "Which days the figures are of"},
    {"missing", &texts, "Các đơn vị còn thiếu báo cáo", "Whose reports are missing"},
    {"severity", &severity, "Mức độ", "Severity"},
    {"channels", &texts, "Kênh gửi, như trong chính sách", "Channels, as the policy says"},
    {"digest", &digest, "Chung một thông báo hay riêng", "Together or in a message of its own"},
    {"quiet", &quiet_hours, "Giờ không được gửi", "Hours in which it is not sent"},
    {"policy", &text, "Mã chính sách", "Id of the policy"},
    {"inherited-from", &text, "Đơn vị đã kết thúc mà nơi nhận kế thừa", "The ended unit whose duty it is"},
    {"late", &boolean, "Gửi sau ngày của nó", "Sent after its day"},
}};

constexpr std::array<Key, 6> alert_keys{{
    {"on", &dates, "Ngày báo", "Day on which it is told", true},
    {"alert", &texts, "Mã cảnh báo: quy-tac/đối-tượng; có thể bỏ đối tượng", "CHECK/SUBJECT, or the check alone", true},
    {"state", &alert_state, "Mới có (mặc định), báo lại, đã hết", "Raised (default), repeated, cleared"},
    {"to", &texts, "Tất cả nơi nhận", "All recipients"},
    {"message", &text, "Lời báo", "What is said"},
    {"severity", &severity, "Mức độ", "Severity"},
}};

constexpr std::array<Key, 2> data_keys{{
    {"from", &date, "Từ ngày", "First day", true},
    {"to", &date, "Đến hết ngày", "Last day", true},
}};

constexpr std::array<Key, 3> due_keys{{
    {"due", &date, "Hạn", "Due day", true},
    {"named", &date, "Ngày mà câu chữ nêu, trước khi dời", "The day that the words name, before it is moved"},
    {"data", &data_form, "Số liệu từ ngày, đến ngày", "Which days the figures are of"},
}};

}  // namespace

constexpr Shape test{"test", test_keys, "reminders|includes|alerts|statuses|due|reporters"};
constexpr Shape filter{"filter", filter_keys};
constexpr Shape reminder{"reminder", reminder_keys};
constexpr Shape alert{"alert", alert_keys};
constexpr Shape data{"data", data_keys};
constexpr Shape statuses_by_day{"statuses_by_day", {}, {}, &statuses_of_day_form};
constexpr Shape statuses_of_day{"statuses_of_day", {}, {}, &status};
constexpr Shape dues{"dues", {}, {}, &subject_due};
constexpr Shape dues_by_period{"dues_by_period", {}, {}, &one_due};
constexpr Shape due{"due", due_keys};
constexpr Shape reporters{"reporters", {}, {}, &texts};

}  // namespace rules::trial::shapes
