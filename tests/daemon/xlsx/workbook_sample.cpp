#include "sample.hpp"

#include <iostream>

int main() {
    std::cout << dondoc::xlsx::sample_workbook();
    return std::cout ? 0 : 1;
}
