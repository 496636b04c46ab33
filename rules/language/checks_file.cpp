#include "rules/language/checks_file.hpp"

#include "rules/language/condition/parser.hpp"

namespace rules::language {
namespace {

void read_every(const Node& node) {
    if (node.exists() && !parse_offset(node.text())) node.expected("số ngày như 7d", "days such as 7d");
}

void read_check(const Node& node, const Register& known, Ids& ids) {
    Fields fields(node);
    (void)ids.read(fields.required("id"));
    (void)read_choice(fields.required("each"), {"unit", "plan", "assignment", "report", "indicator", "channel"});
    const Node when = fields.required("when");
    if (const auto text = read_text(when)) {
        const auto parsed = condition::parse(*text);
        if (!parsed) when.error_at(parsed.error().offset, parsed.error().length, parsed.error().message);
    }
    (void)read_severity(fields["severity"]);
    (void)read_audience(fields.required("to"), known);
    (void)read_text(fields.required("message"));
    read_every(fields["every"]);
    fields.reject_others();
}

}  // namespace

void read_checks(const Node& list, const Register& known, Ids& ids) {
    if (!list.exists()) return;
    if (!list.is_list()) return list.expected("danh sách quy tắc tuân thủ", "a list of checks");
    for (const Node& node : list.items()) read_check(node, known, ids);
    if (list.items().empty()) return;
    list.items().front().warning(
        "phiên bản này chưa chạy quy tắc tuân thủ (checks), chỉ kiểm tra cách viết "
        "(checks are not evaluated by this version; only their form is checked)");
}

}  // namespace rules::language
