agreements <- read.csv("{site}/data/agreement_list.csv", na.strings = "", encoding = "UTF-8")
binding <- subset(agreements, is_counted == "true" & counting_rule == "binding")
sort(table(binding$buyer), decreasing = TRUE)
