#pragma once

#include "rules/dates/date.hpp"

/// The two motions that the lunar calendar is made of: new moons and the sun's longitude.
///
/// New moons are good to some seconds, the longitude to an arc second (half a minute of time), which is more
/// than the civil day needs: how fast the earth will turn (delta T) is less well known than that. Eight new
/// moons of 1968-2199 lie within 90 seconds of midnight at UTC+7, the first to come on 8 May 2054; programs
/// that neglect the sun's aberration (40 seconds) date two of them otherwise (15 November 2077, 18 October
/// 2085). Official decisions settle such days. No month of that time begins at a midnight within eight minutes of
/// a major term, so the leap months are certain wherever the new moons are.
///
/// Instants are days of Terrestrial Time since 1970-01-01T00:00.
namespace rules::dates::astronomy {

using Instant = double;

/// The n-th new moon after that of 6 January 2000 (n may be negative).
Instant new_moon(int n) noexcept;

/// The number of a new moon near that instant: at most one off.
int new_moon_near(Instant instant) noexcept;

/// Apparent geocentric longitude of the sun in degrees, 0 <= longitude < 360.
double solar_longitude(Instant instant) noexcept;

/// The moment in December of `year` when the sun's longitude is 270 degrees.
Instant winter_solstice(int year) noexcept;

/// The civil day at UTC+7 that an instant lies in, and the instant at which a civil day begins there.
Date day_of(Instant instant) noexcept;
Instant midnight(Date date) noexcept;

}  // namespace rules::dates::astronomy
