#include "rules/dates/astronomy.hpp"

#include "rules/dates/astronomy_terms.hpp"

#include <array>
#include <cmath>
#include <numbers>

namespace rules::dates::astronomy {

namespace {

constexpr double radian = std::numbers::pi / 180;
constexpr double utc_offset = 7.0 / 24;
constexpr double j2000 = 10957.5;  // 2000-01-01T12:00, in days since 1970
constexpr double synodic_month = 29.530588861;
constexpr double first_new_moon = 10962.59766;  // mean new moon of 6 January 2000
constexpr double moons_per_century = 1236.85;

double sine(double degrees) noexcept {
    return std::sin(degrees * radian);
}

/// a + bx + cx² + ...
template <std::size_t N>
double polynomial(double x, const std::array<double, N>& coefficients) noexcept {
    double value = 0;
    for (std::size_t i = N; i-- > 0;) {
        value = value * x + coefficients[i];
    }
    return value;
}

template <std::size_t N>
double sum(const std::array<SunTerm, N>& terms, double millennia) noexcept {
    double total = 0;
    for (const SunTerm& term : terms) {
        total += term.amplitude * std::cos(term.phase + term.frequency * millennia);
    }
    return total;
}

/// Nutation in longitude, in degrees: its two largest terms, from the moon's node and the sun.
double nutation(double centuries) noexcept {
    const double node = 125.04452 - 1934.136261 * centuries;
    const double sun = 280.4665 + 36000.7698 * centuries;
    const double moon = 218.3165 + 481267.8813 * centuries;
    return (-17.20 * sine(node) - 1.32 * sine(2 * sun) - 0.23 * sine(2 * moon) + 0.21 * sine(2 * node)) / 3600;
}

/// Terrestrial minus Universal Time in days: Espenak and Meeus' polynomials, measured until 2005, a forecast
/// after it.
double delta_t(double days) noexcept {
    const double year = 2000 + (days - j2000) / 365.25;
    double seconds = 0;
    if (year < 1986) {
        const double t = year - 1975;
        seconds = 45.45 + 1.067 * t - t * t / 260 - t * t * t / 718;
    } else if (year < 2005) {
        seconds = polynomial(year - 2000, std::array{63.86, 0.3345, -0.060374, 0.0017275, 0.000651814, 0.00002373599});
    } else if (year < 2050) {
        seconds = polynomial(year - 2000, std::array{62.92, 0.32217, 0.005589});
    } else {
        const double u = (year - 1820) / 100;
        seconds = -20 + 32 * u * u - (year < 2150 ? 0.5628 * (2150 - year) : 0);
    }
    return seconds / 86400;
}

}  // namespace

Instant new_moon(int n) noexcept {
    const double k = n;
    const double t = k / moons_per_century;
    const double sun = polynomial(t, std::array{2.5534 + 29.10535670 * k, 0.0, -0.0000014, -0.00000011});
    const double moon =
        polynomial(t, std::array{201.5643 + 385.81693528 * k, 0.0, 0.0107582, 0.00001238, -0.000000058});
    const double latitude =
        polynomial(t, std::array{160.7108 + 390.67050284 * k, 0.0, -0.0016118, -0.00000227, 0.000000011});
    const double node = polynomial(t, std::array{124.7746 - 1.56375588 * k, 0.0, 0.0020672, 0.00000215});
    const double eccentricity = polynomial(t, std::array{1.0, -0.002516, -0.0000074});

    double day =
        polynomial(t, std::array{first_new_moon + synodic_month * k, 0.0, 0.00015437, -0.000000150, 0.00000000073});
    for (const MoonTerm& term : moon_terms) {
        day += term.days * std::pow(eccentricity, term.eccentricity) *
               sine(term.sun * sun + term.moon * moon + term.latitude * latitude);
    }
    day -= 0.00017 * sine(node);
    for (const PlanetTerm& term : planet_terms) {
        day += term.days * sine(term.angle + term.per_moon * k);
    }
    return day;
}

int new_moon_near(Instant instant) noexcept {
    return static_cast<int>(std::lround((instant - first_new_moon) / synodic_month));
}

double solar_longitude(Instant instant) noexcept {
    const double millennia = (instant - j2000) / 365250;
    const double constant = 175347046 + sum(longitude_terms, millennia);
    const double rate = 628331966747.0 + sum(longitude_rate_terms, millennia);
    const double square = 52919 + 8720 * std::cos(1.0721 + 6283.0758 * millennia);
    const double earth = polynomial(millennia, std::array{constant, rate, square}) * 1e-8 / radian;

    constexpr double aberration = -20.49 / 3600;
    constexpr double to_fk5 = -0.09 / 3600;
    const double longitude = std::fmod(earth + 180 + aberration + to_fk5 + nutation(millennia * 10), 360);
    return longitude < 0 ? longitude + 360 : longitude;
}

Instant winter_solstice(int year) noexcept {
    constexpr double days_per_degree = 365.2422 / 360;
    Instant instant = midnight(Date{std::chrono::year{year} / 12 / 21});
    for (int step = 0; step < 4; ++step) {  // each step leaves a thirtieth of the error: below a second at the end
        instant += (270 - solar_longitude(instant)) * days_per_degree;
    }
    return instant;
}

Date day_of(Instant instant) noexcept {
    const double local = instant - delta_t(instant) + utc_offset;
    return Date{std::chrono::days{static_cast<int>(std::floor(local))}};
}

Instant midnight(Date date) noexcept {
    const double days = static_cast<double>(date.time_since_epoch().count());
    return days - utc_offset + delta_t(days);
}

}  // namespace rules::dates::astronomy
