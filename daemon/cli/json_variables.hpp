#pragma once

#include "rules/language/condition/evaluate.hpp"

#include <boost/json/object.hpp>

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dondoc::cli {

/// The variables of an expression, from a JSON object: each key is one, of a type that only its value knows. Numbers
/// without fraction or exponent are int, others double. Texts are texts, except where rules know better: `today`, and
/// the fields of `subject` that rule files read as dates.
class JsonVariables final : public rules::language::condition::Bindings {
public:
    explicit JsonVariables(const boost::json::object& object);

    void set_today(rules::dates::Date today);

    rules::language::condition::Schema schema() const;
    rules::language::condition::Value get(std::uint16_t slot) const override { return values_[slot]; }
    bool has(std::uint16_t) const override { return true; }

private:
    using Value = rules::language::condition::Value;

    void set(std::string_view name, Value value);
    Value read(const boost::json::value& json);
    Value read(const boost::json::object& object);
    std::string_view keep(std::string_view text) { return texts_.emplace_back(text); }

    std::vector<std::string_view> names_;
    std::vector<Value> values_;
    std::deque<std::string> texts_;
    std::deque<std::vector<Value>> lists_;
    std::deque<std::vector<rules::language::condition::MapEntry>> maps_;
};

}  // namespace dondoc::cli
