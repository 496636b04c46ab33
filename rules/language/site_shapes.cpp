#include "rules/dates/calendar.hpp"
#include "rules/language/shapes.hpp"

namespace rules::language::shapes {
namespace {

using namespace forms;

constexpr Form texts = one_or_list(text);

// units.yaml
constexpr Form contact_form = mapping(contact);
constexpr Form contact_list = list_of(contact_form);
constexpr Form head_form = mapping(head);
constexpr Form former_form = mapping(former_name);
constexpr Form former_list = list_of(former_form);
constexpr Form replaced_form = mapping(replaced);
constexpr Form duties_form = mapping(duties);
constexpr Form roles_form = mapping(roles);
constexpr Form unit_form = mapping(unit);
constexpr Form unit_list = list_of(unit_form);
constexpr Form group_form = mapping(group);
constexpr Form group_list = list_of(group_form);
constexpr std::array<std::string_view, 2> locale_names{"vi", "en"};
constexpr Form locale = one_of(locale_names);

constexpr std::array<Key, 3> units_file_keys{{
    {"roles", &roles_form, "Đơn vị nào giữ vai trò gì", "Which unit has which role", true},
    {"units", &unit_list, "Danh bạ đơn vị", "Register of units"},
    {"groups", &group_list, "Nhóm đơn vị", "Groups of units"},
}};

constexpr std::array<Key, 2> roles_keys{{
    {"planning-office", &text, "Đơn vị nhận cảnh báo", "The unit that alerts go to"},
    {"leadership", &text, "Lãnh đạo", "Leadership"},
}};

constexpr std::array<Key, 11> unit_keys{{
    {"id", &id, "Mã đơn vị, không đổi về sau", "Identity of the unit; never changes", true},
    {"name", &text, "Tên đầy đủ như trong văn bản", "Full name as in documents", true},
    {"aliases", &texts, "Cách viết khác", "Other ways to write it"},
    {"parent", &text, "Mã đơn vị cấp trên", "Id of the unit above it"},
    {"tags", &texts, "Nhãn, để lập nhóm và viết điều kiện", "Tags, for groups and conditions"},
    {"locale", &locale, "Ngôn ngữ của thông báo", "Language of messages"},
    {"email", &texts, "Hộp thư nhận nhắc, một hoặc nhiều", "Mailboxes"},
    {"contacts", &contact_list, "Địa chỉ trên kênh khác", "Addresses on other channels"},
    {"head", &head_form, "Địa chỉ của người đứng đầu", "Addresses of its head"},
    {"former", &former_list, "Tên cũ và ngày thôi dùng", "Former names"},
    {"replaced", &replaced_form, "Đơn vị đã kết thúc, ai kế thừa", "It has ended: who takes over"},
}};

constexpr std::array<Key, 2> head_keys{{
    {"email", &texts, "Hộp thư", "Mailboxes"},
    {"contacts", &contact_list, "Địa chỉ trên kênh khác", "Addresses on other channels"},
}};

constexpr std::array<Key, 2> contact_keys{{
    {"channel", &text, "Kênh gửi, như trong dondoc.yaml", "Channel, as in dondoc.yaml", true},
    {"to", &text, "Địa chỉ trên kênh đó", "Address on that channel", true},
}};

constexpr std::array<Key, 2> former_keys{{
    {"name", &text, "Tên cũ", "Former name", true},
    {"until", &date, "Dùng đến hết ngày", "Used through", true},
}};

constexpr std::array<Key, 3> replaced_keys{{
    {"on", &date, "Ngày kết thúc", "Day of its end", true},
    {"by", &texts, "Mã các đơn vị kế thừa", "Ids of its successors"},
    {"duties", &duties_form, "Nhiệm vụ nào do đơn vị nào kế thừa", "Which duty goes to which unit"},
}};

constexpr std::array<Key, 5> group_keys{{
    {"id", &id, "Mã nhóm", "Identity of the group", true},
    {"name", &text, "Tên nhóm như trong văn bản", "Name as in documents", true},
    {"aliases", &texts, "Cách viết khác", "Other ways to write it"},
    {"members", &texts, "Mã các đơn vị trong nhóm", "Ids of its units"},
    {"tagged", &text, "Mọi đơn vị có nhãn này", "All units with this tag"},
}};

// Calendars
constexpr Form year = whole(dates::first_year, dates::last_year);
constexpr std::array<std::string_view, 2> status_names{"confirmed", "computed"};
constexpr Form status = one_of(status_names);
constexpr std::array<std::string_view, 2> half_names{"morning", "afternoon"};
constexpr Form half = one_of(half_names);
constexpr Form day_off_form = mapping(day_off);
constexpr Form days_off = list_of(day_off_form);
constexpr Form worked_form = mapping(worked_day);
constexpr Form worked_days = list_of(worked_form);

constexpr std::array<Key, 5> calendar_year_keys{{
    {"year", &year, "Năm của tệp này", "The year of this file", true},
    {"status", &status, "Đã có quyết định, hay mới tính theo luật", "Decided, or computed from the law", true},
    {"source", &text, "Văn bản công bố", "Document that says so"},
    {"off", &days_off, "Ngày nghỉ", "Days off"},
    {"worked", &worked_days, "Ngày nghỉ cuối tuần đi làm bù", "Weekend days that are worked"},
}};

constexpr std::array<Key, 4> supplement_keys{{
    {"supplement", &year, "Ngày riêng của đơn vị trong năm này", "Days of the site's own in this year", true},
    {"source", &text, "Văn bản công bố", "Document that says so"},
    {"off", &days_off, "Ngày nghỉ", "Days off"},
    {"worked", &worked_days, "Ngày vẫn làm việc", "Days that are worked"},
}};

constexpr std::array<Key, 6> day_off_keys{{
    {"from", &date, "Từ ngày", "From"},
    {"date", &date, "Ngày", "Day"},
    {"to", &date, "Đến hết ngày", "Through"},
    {"name", &text, "Tên ngày nghỉ", "Name", true},
    {"basis", &text, "Căn cứ", "Basis"},
    {"half", &half, "Chỉ nghỉ buổi sáng hoặc buổi chiều", "Only in the morning or the afternoon"},
}};

constexpr std::array<Key, 3> worked_keys{{
    {"date", &date, "Ngày", "Day", true},
    {"name", &text, "Làm bù cho ngày nào", "Instead of which day", true},
    {"basis", &text, "Căn cứ", "Basis"},
}};

}  // namespace

constinit const Shape units_file{"units_file", units_file_keys};
constinit const Shape roles{"roles", roles_keys};
constinit const Shape unit{"unit", unit_keys};
constinit const Shape group{"group", group_keys, "members|tagged"};
constinit const Shape head{"head", head_keys};
constinit const Shape contact{"contact", contact_keys};
constinit const Shape former_name{"former_name", former_keys};
constinit const Shape replaced{"replaced", replaced_keys};
constinit const Shape duties{"duties", {}, {}, &text};
constinit const Shape calendar_year{"calendar_year", calendar_year_keys};
constinit const Shape calendar_supplement{"calendar_supplement", supplement_keys};
constinit const Shape day_off{"day_off", day_off_keys, "date|from,to"};
constinit const Shape worked_day{"worked_day", worked_keys};

}  // namespace rules::language::shapes
