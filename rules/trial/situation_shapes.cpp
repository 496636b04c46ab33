#include "rules/dates/date.hpp"
#include "rules/language/shapes.hpp"
#include "rules/trial/shapes.hpp"

namespace rules::trial::shapes {
namespace {

using namespace language::forms;
using language::Form;
using language::Key;

constexpr Form texts = one_or_list(text);
constexpr Form years = whole(dates::first_year, dates::last_year);
constexpr Form percents = whole(0, 100);
constexpr Form date_or_due =
    matching("^(due( *[-+] *[0-9]{1,4}w?d)?|[0-9]{1,4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{1,4})$");

constexpr Form plan_form = mapping(plan);
constexpr Form plan_list = list_of(plan_form);
constexpr Form assignment_form = mapping(assignment);
constexpr Form assignment_list = list_of(assignment_form);
constexpr Form indicator_form = mapping(indicator);
constexpr Form indicator_list = list_of(indicator_form);
constexpr Form test_form = mapping(test);
constexpr Form test_list = list_of(test_form);

constexpr Form own_units = mapping(language::shapes::units_file);
constexpr std::array<const Form*, 2> units_forms{&text, &own_units};
constexpr Form units_form = either(units_forms);
constexpr Form calendar_year = mapping(language::shapes::calendar_year);
constexpr Form calendar_supplement = mapping(language::shapes::calendar_supplement);
constexpr std::array<const Form*, 2> calendar_forms{&calendar_year, &calendar_supplement};
constexpr Form calendar_form = either(calendar_forms);
constexpr Form calendar_list = list_of(calendar_form);

constexpr std::array<Key, 8> plan_keys{{
    {"id", &id, "Mã kế hoạch; không ghi thì tạo từ số và năm",
     "Id of the plan; made of number and year where it is missing"},
    {"number", &text, "Số văn bản", "Number of the document"},
    {"title", &text, "Tên kế hoạch", "Title"},
    {"issued", &date, "Ngày ban hành", "Day on which it was issued"},
    {"imported", &date, "Ngày nhập, mặc định là ngày ban hành",
     "Day on which it is imported; that of issue by default"},
    {"year", &years, "Năm của thời hạn không ghi năm", "The year of deadlines that name none"},
    {"assignments", &assignment_list, "Nhiệm vụ, theo thứ tự: ID/1, ID/2", "Assignments, in order: ID/1, ID/2"},
    {"indicators", &indicator_list, "Chỉ tiêu, theo thứ tự: ID/ct1", "Indicators, in order: ID/ct1"},
}};

constexpr Form place_in_plan = whole(1, 1'000'000);

constexpr std::array<Key, 6> assignment_keys{{
    {"title", &text, "Tên nhiệm vụ", "Title"},
    {"lead", &texts, "Đơn vị chủ trì", "Lead units", true},
    {"support", &texts, "Đơn vị phối hợp", "Supporting units"},
    {"deadline", &text, "Thời hạn, bằng câu chữ của văn bản", "Its deadline, in the words of the document", true},
    {"deliverable", &text, "Kết quả đầu ra", "What is delivered"},
    {"part_of", &place_in_plan, "Là một phần của nhiệm vụ thứ mấy ở trên", "Which assignment above it is a part of"},
}};

constexpr std::array<Key, 3> indicator_keys{{
    {"name", &text, "Tên chỉ tiêu", "Name", true},
    {"owner", &texts, "Đơn vị báo cáo giá trị", "Who reports its values"},
    {"measure", &text, "Đơn vị tính", "Unit of measure"},
}};

constexpr Key on{"on", &date, "Ngày xảy ra; có hiệu lực sau lời nhắc của ngày đó",
                 "The day; takes effect after its reminders", true};
constexpr Key document{"document", &text, "Số văn bản", "Number of a document"};
constexpr Key basis{"basis", &text, "Căn cứ", "On what basis"};
constexpr Key reason{"reason", &text, "Lý do", "Why"};

constexpr std::array<Key, 3> done_keys{{
    {"done", &texts, "Việc đã xong: một đối tượng, cả quy tắc hay cả kế hoạch",
     "What is done: a subject, a whole rule or plan", true},
    {"on", &date_or_due, "Ngày xong; due: ngày đến hạn, due - 2d, due + 1wd", "The day; due: on the due day, due - 2d",
     true},
    document,
}};
constexpr std::array<Key, 3> value_keys{{
    {"value", &texts, "Chỉ tiêu đã có giá trị của kỳ", "Indicators whose values of a period were told", true},
    {"on", &date_or_due, "Ngày báo; due: ngày đến hạn", "The day; due: on the due day", true},
    document,
}};
constexpr std::array<Key, 4> extended_keys{{
    {"extended", &texts, "Việc được gia hạn", "What is extended", true},
    {"until", &date, "Hạn mới", "New due day", true},
    basis,
    on,
}};
constexpr std::array<Key, 3> cancelled_keys{{{"cancelled", &texts, "Việc dừng", "What is given up", true}, basis, on}};
constexpr std::array<Key, 3> resumed_keys{
    {{"resumed", &texts, "Việc làm lại", "What is taken up again", true}, basis, on}};
constexpr std::array<Key, 5> acknowledged_keys{{
    {"acknowledged", &texts, "Việc đã nhận, hẹn nhắc lại", "What was received, to be asked for later", true},
    {"unit", &texts, "Đơn vị đã nhận", "Who has received it", true},
    {"until", &date, "Im lặng đến hết ngày", "Quiet through this day", true},
    reason,
    on,
}};
constexpr std::array<Key, 4> progress_keys{{
    {"progress", &texts, "Việc được cập nhật tiến độ", "Whose progress was told", true},
    {"percent", &percents, "Phần trăm", "Per cent"},
    {"note", &text, "Ghi chú", "A note"},
    on,
}};
constexpr std::array<Key, 6> silenced_keys{{
    {"silenced", &texts, "Việc bị tắt tiếng; all: mọi việc của unit, match",
     "What is silenced; all: all of unit and match", true},
    {"until", &date, "Đến hết ngày", "Through this day", true},
    {"unit", &texts, "Chỉ những nơi nhận này", "These recipients only"},
    {"match", &condition, "Điều kiện như của chính sách", "A condition as policies have it"},
    reason,
    {"on", &date, "Từ ngày", "From this day on", true},
}};
constexpr std::array<Key, 5> event_keys{{
    {"event", &text, "Sự kiện mà thời hạn chờ, bằng câu chữ hoặc mã", "What deadlines wait for, in words or by its id",
     true},
    {"dated", &date, "Ngày của văn bản, mặc định là on", "Day of the document; on by default"},
    document,
    {"due", &date, "Hạn cho nhiệm vụ không ghi số ngày", "Due day for those whose words name no term"},
    on,
}};
constexpr std::array<Key, 5> requested_keys{{
    {"requested", &texts, "Báo cáo theo yêu cầu", "A report on request", true},
    {"due", &date, "Hạn gửi", "Due day", true},
    {"from", &texts, "Chỉ những đơn vị này", "These units only"},
    basis,
    on,
}};

constexpr Shape done{"fact_done", done_keys};
constexpr Shape value{"fact_value", value_keys};
constexpr Shape extended{"fact_extended", extended_keys};
constexpr Shape cancelled{"fact_cancelled", cancelled_keys};
constexpr Shape resumed{"fact_resumed", resumed_keys};
constexpr Shape acknowledged{"fact_acknowledged", acknowledged_keys};
constexpr Shape progress{"fact_progress", progress_keys};
constexpr Shape silenced{"fact_silenced", silenced_keys};
constexpr Shape event{"fact_event", event_keys};
constexpr Shape requested{"fact_requested", requested_keys};

constexpr Form done_form = mapping(done);
constexpr Form value_form = mapping(value);
constexpr Form extended_form = mapping(extended);
constexpr Form cancelled_form = mapping(cancelled);
constexpr Form resumed_form = mapping(resumed);
constexpr Form acknowledged_form = mapping(acknowledged);
constexpr Form progress_form = mapping(progress);
constexpr Form silenced_form = mapping(silenced);
constexpr Form event_form = mapping(event);
constexpr Form requested_form = mapping(requested);
constexpr std::array<const Form*, 10> fact_forms{&done_form,    &value_form,        &extended_form, &cancelled_form,
                                                 &resumed_form, &acknowledged_form, &progress_form, &silenced_form,
                                                 &event_form,   &requested_form};
constexpr Form fact_form = either(fact_forms);

constexpr std::array<Key, 6> test_file_keys{{
    {"rules", &texts, "Tệp hay thư mục quy tắc, tính từ tệp này; mặc định: các tệp cạnh nó",
     "Rule files or a folder, seen from this file; those beside it by default"},
    {"units", &units_form, "Đường dẫn tới units.yaml, hoặc danh bạ viết ngay đây",
     "Path of units.yaml, or a register written here"},
    {"calendars", &calendar_list, "Ngày nghỉ thêm, như tệp trong calendars/", "More days off, as files of calendars/"},
    {"plans", &plan_list, "Kế hoạch đã nhập", "Plans that were imported"},
    {"facts", &facts_form, "Việc xảy ra trong mọi bài thử", "What happens in all tests"},
    {"tests", &test_list, "Các bài thử", "The tests", true},
}};

}  // namespace

constexpr Form facts_form = list_of(fact_form);

constexpr Shape test_file{"test_file", test_file_keys};
constexpr Shape plan{"plan", plan_keys, "issued|year"};
constexpr Shape assignment{"assignment", assignment_keys};
constexpr Shape indicator{"indicator", indicator_keys};
constexpr std::array<const Shape*, 10> facts{&done,         &value,    &extended, &cancelled, &resumed,
                                             &acknowledged, &progress, &silenced, &event,     &requested};

}  // namespace rules::trial::shapes
