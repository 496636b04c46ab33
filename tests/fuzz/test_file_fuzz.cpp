#include "rules/trial/verdict.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <string>

namespace {

rules::model::RuleBook small_book() {
    rules::language::Sources sources;
    sources.units = {"units.yaml",
                     "roles: {planning-office: so-a}\nunits:\n  - {id: so-a, name: Sở A, email: a@b.example}\n"
                     "  - {id: so-b, name: Sở B, email: b@b.example}\ngroups:\n  - {id: cac-so, name: Các sở, members: "
                     "[so-a, so-b]}\n"};
    sources.rules.push_back({"rules.yaml",
                             "reports:\n  - {id: quy, title: Báo cáo quý, from: cac-so, to: so-a, period: quarter}\n"
                             "  - {id: dot-xuat, title: Đột xuất, from: so-b, period: on-request}\n"
                             "checks:\n  - {id: cham, each: unit, when: unit.overdue > 0, to: planning-office, "
                             "message: \"{{unit.name}}\"}\n"});
    return rules::language::load(sources).book.value();
}

}  // namespace

// A test file of a stranger beside a few good rules; what can be read is run.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const rules::model::RuleBook book = small_book();
    if (size > 5'000) return 0;
    const rules::language::SourceFile file{"a_test.yaml", std::string(fuzz::text_of(data, size))};
    std::vector<rules::language::Problem> problems;
    (void)rules::trial::read_header(file, problems);
    const auto tests = rules::trial::read_tests(file, book, problems);
    for (const auto& problem : problems) {
        fuzz::require(!problem.message.empty(), "a problem says what it is");
        if (problem.level == rules::language::Problem::Level::error) return 0;
    }
    fuzz::require(!tests.tests.empty(), "a good file has tests");
    rules::trial::Judge judge(book);
    for (std::size_t i = 0; i < std::min<std::size_t>(tests.tests.size(), 3); ++i)
        (void)judge.judge(tests.tests[i], tests);
    return 0;
}
