"""Values as passports write them: dates and periods, names, money."""
