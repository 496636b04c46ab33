#include "rules/deadlines/marks.hpp"

namespace rules::deadlines {
namespace {

using Part = Mark::Part;

class Marker {
public:
    Marker(const Chart& chart, const Meaning& meaning) : chart_(chart), meaning_(meaning) {}

    void walk(std::uint32_t id) {
        const Derivation& read = chart_.derivation(id);
        switch (read.symbol) {
            case Symbol::after:
            case Symbol::constantly: return add(Part::continuation, read.begin, read.end);
            case Symbol::from: return add(Part::start, read.begin, read.end);
            case Symbol::once:
            case Symbol::limited:
            case Symbol::bounded: return mark_once(read);
            case Symbol::repeated:
            case Symbol::repeats: return mark_each(read, {Symbol::listed, Symbol::with_place, Symbol::repeated});
            case Symbol::stretch: return mark_ends(read);
            case Symbol::outlook: return;
            default: break;
        }
        mark_wholes(read);
        for (const std::uint32_t slot : chart_.slots(read)) {
            if (chart_.derivation(slot).symbol != Symbol::whole) {
                walk(slot);
            }
        }
    }

    std::vector<TokenMark> marks;

private:
    void add(Part part, std::size_t begin, std::size_t end, std::size_t recurrence = 0) {
        marks.push_back({part, static_cast<std::uint8_t>(recurrence), begin, end});
    }

    void mark_once(const Derivation& read) {
        if (!meaning_.recurrences.empty()) {
            return mark_each(read, {Symbol::span, Symbol::whole});
        }
        if (!meaning_.start) {
            return add(Part::due, read.begin, read.end);
        }
        for (const std::uint32_t slot : chart_.slots(read)) {
            if (chart_.derivation(slot).symbol == Symbol::stretch) {
                return mark_ends(chart_.derivation(slot));
            }
        }
        mark_ends(read);
    }

    /// From one span to another; both are the same words where they cannot be told apart ("Tháng 6-8").
    void mark_ends(const Derivation& read) {
        std::vector<Derivation> ends;
        gather(read, {Symbol::span, Symbol::whole, Symbol::day}, ends);
        if (ends.size() < 2) {
            add(Part::start, read.begin, read.end);
            return add(Part::due, read.begin, read.end);
        }
        add(Part::start, read.begin, ends.front().end);
        add(Part::due, ends.back().begin, read.end);
    }

    /// "hằng năm đến năm 2030", "từ năm 2026 đến năm 2030" beside what recurs.
    void mark_wholes(const Derivation& read) {
        std::vector<Derivation> wholes;
        for (const std::uint32_t slot : chart_.slots(read)) {
            if (chart_.derivation(slot).symbol == Symbol::whole) {
                wholes.push_back(chart_.derivation(slot));
            }
        }
        if (wholes.size() > 1) {
            add(Part::start, wholes.front().begin, wholes.front().end);
        }
        if (!wholes.empty()) {
            add(Part::due, wholes.back().begin, wholes.back().end);
        }
    }

    /// Each time of a list, or the whole where several are one recurrence ("quý I và quý III hằng năm").
    void mark_each(const Derivation& read, std::initializer_list<Symbol> symbols) {
        std::vector<Derivation> found;
        for (const std::uint32_t slot : chart_.slots(read)) {
            gather(chart_.derivation(slot), symbols, found);
        }
        if (found.size() < 2 || found.size() != meaning_.recurrences.size()) {
            return add(Part::recurrence, read.begin, read.end);
        }
        for (std::size_t n = 0; n < found.size(); ++n) {
            const std::size_t begin = n == 0 ? read.begin : found[n].begin;
            const std::size_t end = n + 1 == found.size() ? read.end : found[n].end;
            add(Part::recurrence, begin, end, n);
        }
    }

    /// The outermost derivations of these symbols, in the order of the words.
    void gather(const Derivation& read, std::initializer_list<Symbol> symbols, std::vector<Derivation>& found) const {
        if (std::find(symbols.begin(), symbols.end(), read.symbol) != symbols.end()) {
            found.push_back(read);
            return;
        }
        for (const std::uint32_t slot : chart_.slots(read)) {
            gather(chart_.derivation(slot), symbols, found);
        }
    }

    const Chart& chart_;
    const Meaning& meaning_;
};

}  // namespace

std::vector<TokenMark> marks_of(const Chart& chart, std::uint32_t derivation, const Meaning& meaning) {
    Marker marker(chart, meaning);
    marker.walk(derivation);
    return std::move(marker.marks);
}

}  // namespace rules::deadlines
