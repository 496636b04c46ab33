#include "rules/model/awaited.hpp"

#include "rules/deadlines/text.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace rules::model {
namespace {

/// A word of the text and its comparable form: lower case, without marks and without the signs around it.
struct Word {
    std::string written;
    std::string folded;
};
using Words = std::vector<Word>;
using Rest = std::span<const Word>;

constexpr std::size_t longest_condition = 4096;  ///< bytes; more is no condition
constexpr std::size_t longest_id = 64;

bool is_letter(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// Without the signs around it; "72-NQ/TW" keeps those inside.
std::string_view bare(std::string_view folded) {
    while (!folded.empty() && !is_letter(folded.front())) folded.remove_prefix(1);
    while (!folded.empty() && !is_letter(folded.back())) folded.remove_suffix(1);
    return folded;
}

/// What offices abbreviate. Only spellings that mean one thing.
std::string_view in_full(std::string_view folded) {
    struct Abbreviation {
        std::string_view written;
        std::string_view full;
    };
    static constexpr std::array<Abbreviation, 8> known{{{"tw", "trung uong"},
                                                        {"t.w", "trung uong"},
                                                        {"t.u", "trung uong"},
                                                        {"byt", "bo y te"},
                                                        {"cp", "chinh phu"},
                                                        {"ubnd", "uy ban nhan dan"},
                                                        {"hdnd", "hoi dong nhan dan"},
                                                        {"syt", "so y te"}}};
    for (const auto& [written, full] : known) {
        if (folded == written) return full;
    }
    return folded;
}

std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(separators), text.size());
        if (end > 0) parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

Words words_of(std::string_view text) {
    Words words;
    for (const std::string_view written : split(text, " \t\r\n")) {
        const std::string folded = deadlines::fold_without_tones(written);
        const std::string_view core = bare(folded);
        if (core.empty() && !words.empty()) {
            words.back().written += ' ';
            words.back().written += written;
        } else if (!core.empty()) {
            // In lower case "tư" is a word of its own.
            const bool central = written == "TƯ";
            words.push_back({std::string(written), central ? "trung uong" : std::string(in_full(core))});
        }
    }
    return words;
}

/// Whether the words begin with these; "ke tu khi".
bool begins(Rest words, std::string_view phrase) {
    std::size_t at = 0;
    for (const std::string_view word : split(phrase, " ")) {
        if (at >= words.size() || words[at].folded != word) return false;
        ++at;
    }
    return true;
}

std::size_t count_words(std::string_view phrase) {
    return static_cast<std::size_t>(std::count(phrase.begin(), phrase.end(), ' ')) + 1;
}

/// How many words the first of these phrases takes at the front; 0 where none stands there. Longer phrases come first.
template <std::size_t size>
std::size_t taken(Rest words, const std::array<std::string_view, size>& phrases) {
    for (const std::string_view phrase : phrases) {
        if (begins(words, phrase)) return count_words(phrase);
    }
    return 0;
}

constexpr std::array<std::string_view, 11> within{"trong thoi han", "trong thoi gian", "trong vong", "thoi han",
                                                  "cham nhat la",   "cham nhat",       "muon nhat",  "khong qua",
                                                  "toi da",         "trong",           "sau"};
constexpr std::array<std::string_view, 7> since{"ke tu ngay", "ke tu", "tinh tu ngay", "tinh tu",
                                                "tu ngay",    "tu",    "sau"};
constexpr std::array<std::string_view, 24> openers{"trong truong hop",
                                                   "ngay sau khi",
                                                   "cho den khi",
                                                   "tuy thuoc vao",
                                                   "tuy thuoc",
                                                   "phu thuoc vao",
                                                   "phu thuoc",
                                                   "can cu vao",
                                                   "can cu",
                                                   "ke tu ngay",
                                                   "tinh tu ngay",
                                                   "ngay khi",
                                                   "sau khi",
                                                   "truoc khi",
                                                   "den khi",
                                                   "ke tu khi",
                                                   "tuy theo",
                                                   "dot xuat",
                                                   "khi",
                                                   "theo",
                                                   "neu",
                                                   "cho",
                                                   "ke tu",
                                                   "sau"};
/// What stands between the opener and the thing, and says nothing about it.
constexpr std::array<std::string_view, 8> having{"nhan duoc", "co duoc", "da co", "duoc co",
                                                 "co",        "da",      "duoc",  "ngay"};
constexpr std::array<std::string_view, 4> plural{"tat ca cac", "nhung", "cac", "mot so"};

bool is_number(const Word& word) {
    return !word.folded.empty() &&
           std::all_of(word.folded.begin(), word.folded.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Takes "trong 15 ngày làm việc kể từ ngày" off the front: how long is the deadline language's to read.
bool take_term(Rest& words) {
    constexpr std::array<std::string_view, 5> units{"ngay lam viec", "ngay", "tuan", "thang", "nam"};
    Rest rest = words.subspan(taken(words, within));
    if (rest.empty() || !is_number(rest.front())) return false;
    rest = rest.subspan(1);
    if (!rest.empty() && rest.front().written.starts_with('(')) {  // the number again, in words
        while (!rest.empty() && !rest.front().written.ends_with(')')) rest = rest.subspan(1);
        rest = rest.subspan(std::min<std::size_t>(1, rest.size()));
    }
    const std::size_t unit = taken(rest, units);
    rest = rest.subspan(unit);
    const std::size_t from = taken(rest, since);
    if (unit == 0 || from == 0) return false;
    words = rest.subspan(from);
    return true;
}

struct Front {
    bool before = false;   ///< "trước khi ..."
    bool follows = false;  ///< "theo ...": as something says, not when something comes about
};

/// Takes term and openers off the front.
Front take_front(Rest& words) {
    Front front;
    bool comes_about = take_term(words);
    front.before = !comes_about && begins(words, "truoc khi");
    while (const std::size_t count = taken(words, openers)) {
        const bool following =
            begins(words, "theo") || begins(words, "tuy") || begins(words, "can cu") || begins(words, "phu thuoc");
        front.follows = following && !comes_about;
        comes_about = comes_about || !following;
        words = words.subspan(count);
    }
    return front;
}

/// Takes "có", "được", "các" off the front.
void take_having(Rest& words, Front& front) {
    while (const std::size_t count = taken(words, having)) {
        front.follows = false;
        words = words.subspan(count);
    }
    words = words.subspan(taken(words, plural));
}

std::string join(Rest words, std::string Word::*form) {
    std::string text;
    for (const Word& word : words) {
        if (!text.empty()) text += ' ';
        text += word.*form;
    }
    return text;
}

/// "đã" says nothing about what it was.
std::string comparable(Rest words) {
    Words kept;
    std::copy_if(words.begin(), words.end(), std::back_inserter(kept),
                 [](const Word& word) { return deadlines::fold(word.written) != "đã"; });
    return join(kept, &Word::folded);
}

bool starts_with_words(std::string_view text, std::string_view phrase) {
    return text.starts_with(phrase) && (text.size() == phrase.size() || text[phrase.size()] == ' ');
}

template <std::size_t size>
bool starts_with_any(std::string_view text, const std::array<std::string_view, size>& phrases) {
    return std::any_of(phrases.begin(), phrases.end(),
                       [&](std::string_view phrase) { return starts_with_words(text, phrase); });
}

/// What comes again and again, or is a measure and no happening.
bool is_standing(std::string_view thing, bool follows) {
    constexpr std::array<std::string_view, 18> always{
        "yeu cau",      "de nghi",   "nhu cau",   "phat sinh", "can thiet", "tinh hinh",
        "thuc te",      "thuc tien", "dieu kien", "dien bien", "su viec",   "tinh huong",
        "du dieu kien", "bien dong", "thay doi",  "dot xuat",  "vu viec",   "phan cong"};
    constexpr std::array<std::string_view, 14> as_ruled{
        "quy dinh",   "quy che", "quy trinh", "chuc nang", "thoi gian quy dinh", "phap luat", "luat",
        "tham quyen", "tien do", "kha nang",  "nguon luc", "nguon von",          "ngan sach", "thoi han quy dinh"};
    constexpr std::array<std::string_view, 6> nobody_s{"ke hoach",  "lo trinh",     "lich",
                                                       "thoi gian", "ke hoach nam", "ke hoach hang nam"};
    if (thing.empty() || thing == "can" || starts_with_any(thing, always)) return true;
    if (!follows) return false;
    return starts_with_any(thing, as_ruled) || std::find(nobody_s.begin(), nobody_s.end(), thing) != nobody_s.end();
}

/// Acts that bring a thing about; issuing is what "có" means as well and is not kept.
struct Act {
    std::string_view words;
    bool issues = false;
};
constexpr std::array<Act, 5> acts{
    {{"ban hanh", true}, {"phe duyet", false}, {"thong qua", false}, {"chap thuan", false}, {"cong bo", false}}};

/// What a hand cannot be: the papers that things are issued in, which may be about an approval themselves.
constexpr std::array<std::string_view, 10> papers{"van ban",  "quyet dinh", "nghi quyet", "nghi dinh", "thong tu",
                                                  "cong van", "thong bao",  "chu truong", "y kien",    "ket luan"};

struct Taken {
    std::string_view act;
    std::string_view before;
    std::string_view after;
};

/// The first act in the text, with what stands before and after it.
std::optional<Taken> find_act(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (at > 0 && text[at - 1] != ' ') continue;
        for (const Act& act : acts) {
            if (!starts_with_words(text.substr(at), act.words)) continue;
            Taken found{act.issues ? std::string_view{} : act.words, text.substr(0, at), text.substr(at)};
            found.after.remove_prefix(std::min(act.words.size() + 1, found.after.size()));
            if (!found.before.empty()) found.before.remove_suffix(1);
            return found;
        }
    }
    return std::nullopt;
}

/// Splits at the first standing of a word, which must have something on its left: "chương trình | được | chính phủ".
std::optional<std::pair<std::string_view, std::string_view>> split_at(std::string_view text, std::string_view word) {
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const bool whole = at > 0 && text[at - 1] == ' ' && starts_with_words(text.substr(at), word);
        if (!whole) continue;
        std::string_view right = text.substr(at + word.size());
        if (!right.empty()) right.remove_prefix(1);
        return std::pair{text.substr(0, at - 1), right};
    }
    return std::nullopt;
}

struct Event {
    std::string thing;
    std::string hand;
    std::string act;
};

/// "hướng dẫn của bộ y tế về chuyển đổi số": the hand ends where it is said what about.
Event owned(std::string_view text) {
    const auto parts = split_at(text, "cua");
    if (!parts) return {std::string(text), {}, {}};
    Event event{std::string(parts->first), std::string(parts->second), {}};
    if (const auto about = split_at(parts->second, "ve")) {
        event.hand = about->first;
        event.thing.append(" ve ").append(about->second);
    }
    return event;
}

Event read_event(std::string_view text, bool passive) {
    const auto found = find_act(text);
    if (!found || starts_with_any(found->before, papers)) {
        // "văn bản của Trung ương ban hành": who issues it has been said.
        constexpr std::string_view issued = " ban hanh";
        if (!text.ends_with(issued)) return owned(text);
        text.remove_suffix(issued.size());
        for (const std::string_view link : {"duoc", "do"}) {
            if (const auto by = split_at(text, link)) return {std::string(by->first), std::string(by->second), {}};
        }
        return owned(text);
    }
    if (found->after.empty()) {
        for (const std::string_view link : {"duoc", "do"}) {
            if (const auto parts = split_at(found->before, link))
                return {std::string(parts->first), std::string(parts->second), std::string(found->act)};
        }
        if (passive) return {{}, std::string(found->before), std::string(found->act)};
        Event event = owned(found->before);
        event.act = found->act;
        return event;
    }
    return {std::string(found->after), std::string(found->before), std::string(found->act)};
}

void drop_prefix(std::string& text, std::string_view prefix) {
    if (starts_with_words(text, prefix)) text.erase(0, std::min(prefix.size() + 1, text.size()));
}

/// The same thing in the same words; empty where no thing is named ("được phê duyệt").
std::string core_of(std::string_view text, bool passive) {
    Event event = read_event(text, passive);
    if (event.thing.empty()) return {};
    for (const std::string_view many : {"cac", "nhung"}) drop_prefix(event.thing, many);
    // Guidance and orders come in writing: "văn bản hướng dẫn" is "hướng dẫn".
    for (const std::string_view written : {"van ban huong dan", "van ban chi dao"}) {
        if (starts_with_words(event.thing, written)) drop_prefix(event.thing, "van ban");
    }
    if (event.hand == "thu tuong chinh phu") event.hand = "thu tuong";
    return event.thing + "|" + event.hand + "|" + event.act;
}

AwaitedWords read_part(std::string_view part) {
    const Words all = words_of(part);
    Rest words = all;
    Front front = take_front(words);
    const Rest with_having = words;
    take_having(words, front);
    if (words.size() > 2 && words[words.size() - 2].folded == "neu" && words.back().folded == "co")
        words = words.first(words.size() - 2);
    const std::string text = comparable(words);
    const bool passive = words.data() != with_having.data() && std::prev(words.begin())->folded == "duoc";
    AwaitedWords read;
    const bool standing = is_standing(text, front.follows);
    if (!standing) read.core = core_of(text, passive);
    read.kind = standing ? AwaitedWords::Kind::standing : AwaitedWords::Kind::event;
    read.words = join(standing || read.core.empty() ? with_having : words, &Word::written);
    while (!read.words.empty() && std::string_view(" .,;:").find(read.words.back()) != std::string_view::npos)
        read.words.pop_back();
    if (read.words.empty()) read.words = join(all, &Word::written);
    return read;
}

/// At ";" where another opener follows: what stands behind any other is part of the same words.
std::vector<std::string_view> parts_of(std::string_view condition) {
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    for (std::size_t at = condition.find(';'); at != std::string_view::npos; at = condition.find(';', at + 1)) {
        const Words next = words_of(condition.substr(at + 1, 80));
        if (taken(Rest(next), openers) == 0 && taken(Rest(next), within) == 0) continue;
        parts.push_back(condition.substr(begin, at - begin));
        begin = at + 1;
    }
    parts.push_back(condition.substr(begin));
    return parts;
}

}  // namespace

std::vector<AwaitedWords> read_condition(std::string_view condition) {
    std::vector<AwaitedWords> all;
    for (const std::string_view part : parts_of(condition.substr(0, longest_condition))) {
        if (words_of(part).empty()) continue;
        AwaitedWords read = read_part(part);
        const bool said = std::any_of(all.begin(), all.end(), [&](const AwaitedWords& other) {
            return other.kind == read.kind && other.core == read.core && !read.core.empty();
        });
        if (!said) all.push_back(std::move(read));
    }
    return all;
}

bool is_near(std::string_view core, std::string_view other) {
    const auto content = [](std::string_view text) {
        std::vector<std::string_view> words = split(text, " |");
        std::erase_if(words, [](std::string_view word) {
            return word == "cua" || word == "ve" || word == "duoc" || word == "do" || word == "van" || word == "ban";
        });
        std::sort(words.begin(), words.end());
        words.erase(std::unique(words.begin(), words.end()), words.end());
        return words;
    };
    if (core == other) return false;
    const auto a = content(core);
    const auto b = content(other);
    const auto& fewer = a.size() <= b.size() ? a : b;
    const auto& more = a.size() <= b.size() ? b : a;
    return fewer.size() >= 2 && std::includes(more.begin(), more.end(), fewer.begin(), fewer.end());
}

std::string make_event_id(std::string_view words) {
    std::string id;
    const std::string folded = deadlines::fold_without_tones(words);
    for (const std::string_view word : split(folded, " ")) {
        std::string part;
        for (const char c : word) {
            if (is_letter(c))
                part += c;
            else if (!part.empty() && part.back() != '-')
                part += '-';
        }
        while (!part.empty() && part.back() == '-') part.pop_back();
        if (part.empty()) continue;
        if (id.size() + 1 + part.size() > longest_id) {
            if (id.empty()) id = part.substr(0, longest_id);
            break;
        }
        if (!id.empty()) id += '-';
        id += part;
    }
    return id.empty() ? "su-kien" : id;
}

std::optional<dates::Date> due_after(const deadlines::Meaning& meaning, std::string_view condition, dates::Date event,
                                     const dates::Calendar& calendar) {
    if (meaning.term.count != 0) return deadlines::end_of_term(event, meaning.term, calendar);
    const Words all = words_of(condition.substr(0, longest_condition));
    Rest words = all;
    if (take_front(words).before) return event - std::chrono::days{1};
    return std::nullopt;
}

}  // namespace rules::model
