#pragma once

#include <string>
#include <string_view>
#include <vector>

/// What is wrong with a template before anything is sent with it.
namespace dondoc::outbox {

struct TemplateFault {
    std::size_t line = 1;  ///< from 1
    std::size_t column = 1;
    std::size_t length = 0;  ///< of the tag, 0 where there is none
    bool broken = true;      ///< it cannot be used; else it says nothing where something is meant
    std::string message;     ///< Vietnamese, then English
};

/// `name` is that of the file below the folder of templates: "vi/digest.txt.mustache". Broken: mustache that is not closed, a
/// body that makes no JSON, a text so large that it is a mistake. Not broken: variables and partials that do not exist where they
/// stand, with the nearest that does. All of them, in the order of the text.
std::vector<TemplateFault> template_faults(std::string_view name, const std::string& text);

}  // namespace dondoc::outbox
