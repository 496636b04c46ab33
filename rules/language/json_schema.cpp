#include "rules/language/json_schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace rules::language {
namespace {

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

/// Shapes that a form leads to, each once, in the order in which a reader meets them.
class Reached {
public:
    explicit Reached(const Form& root) { visit(root); }
    const std::vector<const Shape*>& shapes() const noexcept { return shapes_; }

private:
    void visit(const Form& form) {
        if (form.item != nullptr) visit(*form.item);
        for (const Form* const one : form.forms) visit(*one);
        if (form.shape == nullptr || std::find(shapes_.begin(), shapes_.end(), form.shape) != shapes_.end()) return;
        shapes_.push_back(form.shape);
        for (const Key& key : form.shape->keys) visit(*key.form);
        if (form.shape->others != nullptr) visit(*form.shape->others);
    }

    std::vector<const Shape*> shapes_;
};

class Writer {
public:
    std::string run(const Form& root, std::string_view title) {
        out_ = "{\n";
        line("$schema", quoted("https://json-schema.org/draft/2020-12/schema"));
        line("title", quoted(title));
        out_ += indent() + members(root) + ",\n" + indent() + "\"$defs\": {\n";
        ++depth_;
        const Reached reached(root);
        for (const Shape* const shape : reached.shapes()) {
            write(*shape);
            out_ += shape == reached.shapes().back() ? "\n" : ",\n";
        }
        --depth_;
        return out_ + indent() + "}\n}\n";
    }

private:
    std::string indent() const { return std::string(2 * depth_, ' '); }
    void line(std::string_view key, std::string_view value) {
        out_ += fmt::format("{}{}: {},\n", indent(), quoted(key), value);
    }

    void write(const Shape& shape) {
        out_ += fmt::format("{}{}: {{\n", indent(), quoted(shape.name));
        ++depth_;
        line("type", "\"object\"");
        write_required(shape);
        line("additionalProperties", shape.others == nullptr ? "false" : "{" + members(*shape.others) + "}");
        out_ += indent() + "\"properties\": {";
        ++depth_;
        for (const Key& key : shape.keys) write(key, &key == shape.keys.data());
        --depth_;
        out_ += (shape.keys.empty() ? "}\n" : "\n" + indent() + "}\n");
        --depth_;
        out_ += indent() + "}";
    }

    void write(const Key& key, bool first) {
        out_ += fmt::format("{}{}{}: {{\n{}  \"description\": {},\n{}  {}\n{}}}", first ? "\n" : ",\n", indent(),
                            quoted(key.name), indent(), quoted(fmt::format("{} ({})", key.vi, key.en)), indent(),
                            members(*key.form), indent());
    }

    void write_required(const Shape& shape) {
        std::string names;
        for (const Key& key : shape.keys)
            if (key.required) names += (names.empty() ? "" : ", ") + quoted(key.name);
        if (!names.empty()) line("required", "[" + names + "]");
        std::string sets;
        for (const std::string_view set : split(shape.alternatives, '|')) {
            std::string required;
            for (const std::string_view name : split(set, ','))
                required += (required.empty() ? "" : ", ") + quoted(name);
            sets += fmt::format("{}{{\"required\": [{}]}}", sets.empty() ? "" : ", ", required);
        }
        if (!sets.empty()) line("anyOf", "[" + sets + "]");
    }

    /// What stands between the braces of a value's schema.
    static std::string members(const Form& form) {
        using Kind = Form::Kind;
        switch (form.kind) {
            case Kind::text: return of_text(form);
            case Kind::condition: return R"("type": ["string", "boolean"])";
            case Kind::boolean: return R"("type": "boolean")";
            case Kind::integer:
                return fmt::format(R"("type": "integer", "minimum": {}, "maximum": {})", form.least, form.most);
            case Kind::choice: return "\"enum\": [" + joined(form.names) + "]";
            case Kind::list: return fmt::format(R"("type": "array", "items": {{{}}})", members(*form.item));
            case Kind::one_or_list:
                return fmt::format(R"("anyOf": [{{{0}}}, {{"type": "array", "items": {{{0}}}}}])", members(*form.item));
            case Kind::mapping: return fmt::format(R"("$ref": "#/$defs/{}")", form.shape->name);
            case Kind::either: break;
        }
        std::string forms;
        for (const Form* const one : form.forms)
            forms += fmt::format("{}{{{}}}", forms.empty() ? "" : ", ", members(*one));
        return "\"anyOf\": [" + forms + "]";
    }

    static std::string of_text(const Form& form) {
        std::string text = form.numeric ? R"("type": ["string", "number"])" : R"("type": "string")";
        if (form.pattern.empty()) return text + R"(, "minLength": 1)";
        return text + ", \"pattern\": " + quoted(form.pattern);
    }

    static std::string joined(std::span<const std::string_view> names) {
        std::string text;
        for (const std::string_view name : names) text += (text.empty() ? "" : ", ") + quoted(name);
        return text;
    }

    std::string out_;
    std::size_t depth_ = 1;
};

}  // namespace

std::string json_schema(const Form& root, std::string_view title) {
    return Writer().run(root, title);
}

}  // namespace rules::language
