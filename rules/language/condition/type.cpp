#include "rules/language/condition/type.hpp"

namespace rules::language::condition {

std::string type_name(const Type& type) {
    switch (type.kind) {
        case Type::Kind::dynamic: return "dyn";
        case Type::Kind::null: return "null_type";
        case Type::Kind::boolean: return "bool";
        case Type::Kind::integer: return "int";
        case Type::Kind::number: return "double";
        case Type::Kind::string: return "string";
        case Type::Kind::list: return "list(" + type_name({type.element}) + ")";
        case Type::Kind::map: return "map";
        case Type::Kind::date: return "date";
        case Type::Kind::days: return "duration";
        case Type::Kind::workdays: return "workdays";
        case Type::Kind::type: return "type";
        case Type::Kind::object: return "object";
    }
    return "dyn";
}

}  // namespace rules::language::condition
