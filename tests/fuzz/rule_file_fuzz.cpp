#include "rules/language/load.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <string>

// A rule file of a stranger beside a small register of units; the first byte tells which of the two is the stranger's.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0 || size > 20'000) return 0;
    const std::string text(fuzz::text_of(data + 1, size - 1));
    rules::language::Sources sources;
    sources.units = {
        "units.yaml",
        "roles: {planning-office: so-y-te}\nunits:\n  - {id: so-y-te, name: Sở Y tế, email: a@b.example}\n"};
    if (data[0] == 'u')
        sources.units.text = text;
    else
        sources.rules.push_back({"rules.yaml", text});
    const auto loaded = rules::language::load(sources);
    bool wrong = false;
    for (const auto& problem : loaded.problems) {
        fuzz::require(!problem.message.empty(), "a problem says what it is");
        wrong = wrong || problem.level == rules::language::Problem::Level::error;
    }
    fuzz::require(loaded.book.has_value() != wrong, "a book, or errors");
    return 0;
}
