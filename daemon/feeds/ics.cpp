#include "daemon/feeds/ics.hpp"

#include <libical/ical.h>

#include <memory>

namespace dondoc::feeds {
namespace {

using rules::dates::Date;

struct FreeComponent {
    void operator()(icalcomponent* component) const noexcept { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, FreeComponent>;

icaltimetype all_day(Date date) {
    const std::chrono::year_month_day day{date};
    icaltimetype time = icaltime_null_date();
    time.year = static_cast<int>(day.year());
    time.month = static_cast<int>(static_cast<unsigned>(day.month()));
    time.day = static_cast<int>(static_cast<unsigned>(day.day()));
    return time;
}

icaltimetype utc(std::chrono::sys_seconds instant) {
    return icaltime_from_timet_with_zone(std::chrono::system_clock::to_time_t(instant), 0,
                                         icaltimezone_get_utc_timezone());
}

icalcomponent* make_event(const DayEvent& event, std::chrono::sys_seconds stamp) {
    icalcomponent* const component = icalcomponent_new(ICAL_VEVENT_COMPONENT);
    const auto add = [component](icalproperty* property) { icalcomponent_add_property(component, property); };
    add(icalproperty_new_uid(event.uid.c_str()));
    add(icalproperty_new_dtstamp(utc(stamp)));
    add(icalproperty_new_dtstart(all_day(event.first)));
    add(icalproperty_new_dtend(all_day(event.last + std::chrono::days{1})));
    add(icalproperty_new_summary(event.summary.c_str()));
    if (!event.description.empty()) add(icalproperty_new_description(event.description.c_str()));
    if (event.sequence > 0) add(icalproperty_new_sequence(event.sequence));
    add(icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
    return component;
}

}  // namespace

std::string to_ics(const std::string& name, std::span<const DayEvent> events, std::chrono::sys_seconds stamp,
                   Method method) {
    const Component calendar(icalcomponent_new(ICAL_VCALENDAR_COMPONENT));
    const auto add = [&calendar](icalproperty* property) { icalcomponent_add_property(calendar.get(), property); };
    add(icalproperty_new_version("2.0"));
    add(icalproperty_new_prodid("-//dondoc//VI"));
    if (method == Method::published) add(icalproperty_new_method(ICAL_METHOD_PUBLISH));
    icalproperty* const title = icalproperty_new_x(name.c_str());
    icalproperty_set_x_name(title, "X-WR-CALNAME");
    add(title);
    for (const DayEvent& event : events) icalcomponent_add_component(calendar.get(), make_event(event, stamp));
    const std::unique_ptr<char, void (*)(void*)> text(icalcomponent_as_ical_string_r(calendar.get()),
                                                      icalmemory_free_buffer);
    return text.get();
}

}  // namespace dondoc::feeds
