#include "rules/language/units_file.hpp"

#include "rules/language/nearest.hpp"
#include "rules/language/shapes.hpp"
#include "rules/language/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace rules::language {
namespace {

/// Not the whole of RFC 5321: what an admin may mistype, and what could forge a header.
bool is_email(std::string_view text) {
    const std::size_t at = text.find('@');
    const bool one_at = at != std::string_view::npos && at > 0 && text.find('@', at + 1) == std::string_view::npos;
    const auto allowed = [](char c) {
        return static_cast<unsigned char>(c) > 0x20 && c != 0x7f &&
               std::string_view("<>()[],;:\\\"").find(c) == std::string_view::npos;
    };
    if (!one_at || text.size() > 254 || !std::all_of(text.begin(), text.end(), allowed)) return false;
    const std::string_view domain = text.substr(at + 1);
    const bool dotted = domain.find('.') != std::string_view::npos && domain.find("..") == std::string_view::npos;
    return dotted && !domain.starts_with('.') && !domain.ends_with('.');
}

bool is_channel(std::string_view text) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    return !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), allowed);
}

class UnitsReader {
public:
    explicit UnitsReader(const Register& known) : known_(known) {}

    model::UnitDirectory read(const Node& root) {
        Fields file(root, shapes::units_file);
        read_roles(file.required("roles"));
        const Node units = file["units"];
        for (const Node& node : list(units)) read_unit_entry(node);
        for (const Node& node : list(file["groups"])) read_group(node);
        file.reject_others();
        if (root.is_map() && units_.empty()) {
            root.error("chưa có đơn vị nào ở mục units (there are no units)");
        }
        return make();
    }

private:
    static std::vector<Node> list(const Node& node) {
        if (node.exists() && !node.is_list()) {
            node.expected("danh sách, mỗi mục bắt đầu bằng dấu \"-\"", "a list of \"- \" items");
        }
        return node.items();
    }

    void read_roles(const Node& node) {
        roles_node_ = node;
        Fields fields(node, shapes::roles);
        roles_.planning_office = read_text(fields["planning-office"]).value_or("");
        roles_.leadership = read_text(fields["leadership"]).value_or("");
        fields.reject_others();
        if (node.is_map() && roles_.planning_office.empty()) {
            node.error(
                "thiếu planning-office: đơn vị nhận cảnh báo (planning-office is missing: the unit that "
                "alerts go to)");
        }
    }

    void read_unit_entry(const Node& node) {
        Fields fields(node, shapes::unit);
        model::Unit unit = named(fields);
        unit.parent = read_text(fields["parent"]).value_or("");
        unit.tags = texts(fields["tags"]);
        if (const auto locale = fields.choice("locale")) unit.locale = *locale == 0 ? "vi" : "en";
        unit.contacts = contacts(fields);
        const Node head = fields["head"];
        Fields head_fields(head, shapes::head);
        unit.head = contacts(head_fields);
        head_fields.reject_others();
        for (const Node& name : list(fields["former"])) read_former(name, unit);
        unit.replaced = read_replaced(fields["replaced"]);
        fields.reject_others();
        if (node.is_map() && unit.contacts.empty() && !unit.replaced) {
            id_or(fields).warning(
                fmt::format("đơn vị \"{0}\" không có địa chỉ liên hệ, sẽ không nhận được nhắc "
                            "(unit \"{0}\" has no contact and cannot be reminded)",
                            unit.id));
        }
        keep(std::move(unit), fields);
    }

    static void read_former(const Node& node, model::Unit& unit) {
        Fields fields(node, shapes::former_name);
        const auto name = read_text(fields.required("name"));
        const auto until = read_date(fields.required("until"));
        fields.reject_others();
        if (name && until) unit.former.push_back({*name, *until});
    }

    static std::optional<model::Replacement> read_replaced(const Node& node) {
        if (!node.exists()) return std::nullopt;
        Fields fields(node, shapes::replaced);
        const auto on = read_date(fields.required("on"));
        model::Replacement replaced{on.value_or(dates::Date{}), texts(fields["by"]), {}};
        read_duties(fields["duties"], replaced);
        fields.reject_others();
        return on ? std::optional(replaced) : std::nullopt;
    }

    /// Keys of subjects, plans or rules for reports, each with the id of who takes it.
    static void read_duties(const Node& node, model::Replacement& replaced) {
        if (!node.exists()) return;
        if (!node.is_map()) {
            return node.expected("các dòng NHIỆM VỤ: đơn vị, ví dụ 88-kh-ubnd-2026/12: so-y-te", "lines of DUTY: unit");
        }
        Fields(node, shapes::duties).for_each_other([&](const Node& duty, const Node& taker) {
            if (const auto unit = read_text(taker)) replaced.duties.push_back({duty.text(), *unit});
        });
    }

    void read_group(const Node& node) {
        Fields fields(node, shapes::group);
        model::Unit group = named(fields);
        group.members = texts(fields["members"]);
        group.members_tagged = read_text(fields["tagged"]).value_or("");
        fields.reject_others();
        if (fields.valid() && !group.is_group()) {
            id_or(fields).error("nhóm cần members hoặc tagged (a group needs members or tagged)");
        }
        keep(std::move(group), fields);
    }

    model::Unit named(Fields& fields) {
        model::Unit unit;
        unit.id = ids_.read(fields.required("id")).value_or("");
        unit.name = read_text(fields.required("name")).value_or("");
        unit.aliases = texts(fields["aliases"]);
        return unit;
    }

    static Node id_or(Fields& fields) {
        const Node id = fields["id"];
        return id.exists() ? id : fields.node();
    }

    static std::vector<std::string> texts(const Node& node) {
        std::vector<std::string> result;
        for (const Node& item : read_texts(node)) result.push_back(item.text());
        return result;
    }

    std::vector<model::Contact> contacts(Fields& fields) const {
        std::vector<model::Contact> result;
        const std::vector<Node> mails = read_texts(fields["email"]);
        for (const Node& node : mails) {
            add_mail(node, result);
            drop_repeated(node, result);
        }
        if (!mails.empty()) warn_of_channel("mail", mails.front());
        for (const Node& node : list(fields["contacts"])) {
            Fields contact(node, shapes::contact);
            const Node channel = contact.required("channel");
            const Node to = contact.required("to");
            contact.reject_others();
            const auto name = read_text(channel);
            const auto address = read_text(to);
            if (!name || !address) continue;
            warn_of_channel(*name, channel);
            if (!is_channel(*name)) {
                channel.expected("tên kênh gửi (a-z, 0-9, -, _)", "the name of a channel");
            } else if (*name == "mail") {
                add_mail(to, result);
                drop_repeated(to, result);
            } else if (std::any_of(address->begin(), address->end(),
                                   [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f; })) {
                to.expected("địa chỉ không có dấu cách, không xuống dòng", "an address without white space");
            } else {
                result.push_back({*name, *address});
                drop_repeated(to, result);
            }
        }
        return result;
    }

    /// One message for an address, however often it is written.
    static void drop_repeated(const Node& node, std::vector<model::Contact>& contacts) {
        if (contacts.empty() || std::find(contacts.begin(), contacts.end() - 1, contacts.back()) == contacts.end() - 1)
            return;
        contacts.pop_back();
        node.warning(fmt::format("địa chỉ \"{0}\" ghi hai lần, chỉ gửi một lần (address \"{0}\" is written twice)",
                                 node.text()));
    }

    void warn_of_channel(const std::string& name, const Node& node) const {
        if (known_.channels == nullptr || !is_channel(name)) return;
        const auto& channels = *known_.channels;
        if (std::find(channels.begin(), channels.end(), name) != channels.end()) return;
        const Suggestion hint = suggest(nearest(name, std::vector<std::string_view>(channels.begin(), channels.end())));
        node.warning(
            fmt::format("kênh \"{0}\" không có trong dondoc.yaml{1}; sẽ không gửi được (unknown channel \"{0}\"{2})",
                        name, hint.vi, hint.en));
    }

    /// One mailbox, or several that get one message: "a@x,b@x".
    static bool are_emails(std::string_view text) {
        while (true) {
            const auto comma = text.find(',');
            if (!is_email(text.substr(0, comma))) return false;
            if (comma == std::string_view::npos) return true;
            text.remove_prefix(comma + 1);
        }
    }

    static void add_mail(const Node& node, std::vector<model::Contact>& contacts) {
        if (are_emails(node.text())) {
            contacts.push_back({"mail", node.text()});
        } else {
            node.expected("địa chỉ thư điện tử như vanthu@so.example.vn", "an e-mail address");
        }
    }

    void keep(model::Unit unit, Fields& fields) {
        if (unit.id.empty() || unit.name.empty()) return;
        units_.push_back(std::move(unit));
        nodes_.push_back(fields.node());
    }

    model::UnitDirectory make() {
        std::vector<model::UnitDirectory::Fault> faults;
        std::vector<std::string> ids;
        for (const model::Unit& unit : units_) ids.push_back(unit.id);
        model::UnitDirectory directory = model::UnitDirectory::make(std::move(units_), roles_, faults);
        for (const auto& fault : faults) {
            const bool of_unit = fault.unit < nodes_.size();
            const Node& where = of_unit ? nodes_[fault.unit] : roles_node_;
            place(where, fault.what, of_unit ? ids[fault.unit] : std::string()).error(fault.what);
        }
        return directory;
    }

    /// The text inside the unit's entry that a fault quotes, rather than its id where it quotes both.
    static Node place(const Node& entry, const std::string& what, const std::string& id) {
        Node found;
        for (std::size_t open = what.find('"'); open != std::string::npos;) {
            const std::size_t close = what.find('"', open + 1);
            if (close == std::string::npos) break;
            const std::string quoted = what.substr(open + 1, close - open - 1);
            if (const Node inside = find_text(entry, quoted);
                inside.exists() && (!found.exists() || found.text() == id))
                found = inside;
            open = what.find('"', close + 1);
        }
        return found.exists() ? found : entry;
    }

    static Node find_text(const Node& node, const std::string& text) {
        if (node.is_text()) return node.text() == text ? node : Node();
        if (node.is_null() || !node.exists()) return {};
        for (const YamlValue::Entry& entry : node.value()->entries) {
            const Node found = find_text(Node(node.tree(), entry.value, entry.key), text);
            if (found.exists()) return found;
        }
        return {};
    }

    const Register& known_;
    Ids ids_;
    model::UnitDirectory::Roles roles_;
    Node roles_node_;
    std::vector<model::Unit> units_;
    std::vector<Node> nodes_;
};

}  // namespace

model::UnitDirectory read_units(const Node& root, const Register& known) {
    return UnitsReader(known).read(root);
}

}  // namespace rules::language
