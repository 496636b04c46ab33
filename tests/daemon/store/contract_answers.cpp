#include "contract.hpp"

namespace dondoc::store::contract {
namespace {

const Actor unit{"so-y-te qua liên kết", instant(60)};

Answer answer(Answer::Kind kind, Answer::State state = Answer::State::waiting) {
    Answer given;
    given.kind = kind;
    given.state = state;
    given.subject = subject(1);
    given.unit = "so-y-te";
    given.recipient = "so-y-te:head";
    given.address = "192.0.2.7";
    given.at = instant(60);
    given.day = day("2026-06-20");
    given.document = "12/BC";
    given.reason = "chờ";
    return given;
}

TellOfAnswer tell_office() {
    return [](std::int64_t id) { return std::vector{message("office-" + std::to_string(id))}; };
}

}  // namespace

TEST_P(StoreContract, an_answer_comes_back_as_it_was_given) {
    store_->save_plan(plan(1), clerk);
    EXPECT_TRUE(store_->give_answer(answer(Answer::Kind::extension), {}, unit));
    const auto answers = store_->answers({});
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers[0].kind, Answer::Kind::extension);
    EXPECT_EQ(answers[0].state, Answer::State::waiting);
    EXPECT_EQ(answers[0].recipient, "so-y-te:head");
    EXPECT_EQ(answers[0].address, "192.0.2.7");
    EXPECT_EQ(answers[0].day, day("2026-06-20"));
    EXPECT_EQ(answers[0].reason, "chờ");
    EXPECT_EQ(answers[0].at, instant(60));
    EXPECT_FALSE(answers[0].settled_at);
}

TEST_P(StoreContract, an_answer_that_takes_effect_is_a_fact_in_the_same_step) {
    store_->save_plan(plan(1), clerk);
    store_->give_answer(answer(Answer::Kind::completed, Answer::State::recorded), {}, unit);
    const auto facts = store_->facts(subject(1));
    ASSERT_EQ(facts.completions.size(), 1U);
    EXPECT_EQ(facts.completions[0].document, "12/BC");
    EXPECT_TRUE(look().assignments.empty());
}

TEST_P(StoreContract, a_receipt_is_kept_and_is_no_fact) {
    store_->save_plan(plan(1), clerk);
    EXPECT_TRUE(store_->give_answer(answer(Answer::Kind::received, Answer::State::recorded), {}, unit));
    EXPECT_TRUE(store_->facts(subject(1)).acknowledgements.empty());
    ASSERT_EQ(store_->answers({}).size(), 1U);
    EXPECT_EQ(store_->answers({})[0].recipient, "so-y-te:head");
    EXPECT_FALSE(store_->give_answer(answer(Answer::Kind::received, Answer::State::recorded), {}, unit));
}

TEST_P(StoreContract, an_answer_that_waits_brings_its_message_and_no_fact) {
    store_->save_plan(plan(1), clerk);
    store_->give_answer(answer(Answer::Kind::extension), tell_office(), unit);
    EXPECT_TRUE(store_->facts(subject(1)).extensions.empty());
    const auto rows = store_->deliveries({});
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].message, "office-" + std::to_string(store_->answers({})[0].id));
}

TEST_P(StoreContract, the_same_answer_is_given_once_while_it_stands) {
    store_->save_plan(plan(1), clerk);
    EXPECT_TRUE(store_->give_answer(answer(Answer::Kind::extension), tell_office(), unit));
    EXPECT_FALSE(store_->give_answer(answer(Answer::Kind::extension), tell_office(), unit));
    EXPECT_EQ(store_->answers({}).size(), 1U);
    const auto id = store_->answers({})[0].id;
    EXPECT_TRUE(store_->settle_answer({.id = id, .approved = false, .note = "không"}, {}, clerk));
    EXPECT_TRUE(store_->give_answer(answer(Answer::Kind::extension), tell_office(), unit));
    EXPECT_EQ(store_->deliveries({}).size(), 2U);
}

TEST_P(StoreContract, what_was_approved_is_said_again_only_of_another_version) {
    store_->save_plan(plan(1), clerk);
    Answer given = answer(Answer::Kind::not_ours);
    EXPECT_TRUE(store_->give_answer(given, {}, unit));
    EXPECT_TRUE(store_->settle_answer({.id = store_->answers({})[0].id, .approved = true, .note = ""}, {}, clerk));
    EXPECT_FALSE(store_->give_answer(given, {}, unit));
    given.version = 2;
    EXPECT_TRUE(store_->give_answer(given, {}, unit));
}

TEST_P(StoreContract, an_approved_extension_moves_the_deadline_with_its_basis) {
    store_->save_plan(plan(1), clerk);
    store_->give_answer(answer(Answer::Kind::extension), {}, unit);
    const Settlement approval{
        .id = store_->answers({})[0].id, .approved = true, .note = "CV 5", .decided = day("2026-06-02")};
    EXPECT_TRUE(store_->settle_answer(approval, std::vector{message("to-unit")}, clerk));
    const auto facts = store_->facts(subject(1));
    ASSERT_EQ(facts.extensions.size(), 1U);
    EXPECT_EQ(facts.extensions[0].until, day("2026-06-20"));
    EXPECT_EQ(facts.extensions[0].basis, "CV 5");
    EXPECT_EQ(facts.extensions[0].decided, day("2026-06-02"));
    EXPECT_EQ(store_->deliveries({}).size(), 1U);
    const auto settled = store_->answers({})[0];
    EXPECT_EQ(settled.state, Answer::State::approved);
    EXPECT_EQ(settled.settled_by, clerk.who);
    EXPECT_TRUE(store_->answers({.waiting = true}).empty());
}

TEST_P(StoreContract, an_answer_is_settled_once) {
    store_->save_plan(plan(1), clerk);
    store_->give_answer(answer(Answer::Kind::extension), {}, unit);
    const auto id = store_->answers({})[0].id;
    EXPECT_TRUE(store_->settle_answer({.id = id, .approved = false, .note = "không"}, {}, clerk));
    EXPECT_FALSE(store_->settle_answer({.id = id, .approved = true, .note = "có"}, std::vector{message("x")}, clerk));
    EXPECT_TRUE(store_->facts(subject(1)).extensions.empty());
    EXPECT_TRUE(store_->deliveries({}).empty());
    EXPECT_FALSE(store_->settle_answer({.id = 99, .approved = true, .note = ""}, {}, clerk));
}

TEST_P(StoreContract, answers_are_found_by_what_they_are_about) {
    store_->save_plan(plan(2), clerk);
    store_->give_answer(answer(Answer::Kind::extension), {}, unit);
    Answer other = answer(Answer::Kind::not_ours);
    other.subject = subject(2);
    other.period = "2026";
    other.unit = "so-noi-vu";
    store_->give_answer(other, {}, unit);
    EXPECT_EQ(store_->answers({.subject = subject(1)}).size(), 1U);
    EXPECT_EQ(store_->answers({.unit = "so-noi-vu"}).size(), 1U);
    EXPECT_EQ(store_->answers({.period = ""}).size(), 1U);
    EXPECT_EQ(store_->answers({.id = store_->answers({})[1].id})[0].unit, "so-noi-vu");
}

}  // namespace dondoc::store::contract
