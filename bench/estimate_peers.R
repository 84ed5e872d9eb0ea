# What the R packages take on this machine: a line 'name<TAB>CPU seconds' each, and LCMCR's draws of N.
# Usage: Rscript estimate_peers.R kosovo_4list.csv uk_modern_slavery_5list.csv draws.txt
files <- commandArgs(trailingOnly = TRUE)
suppressMessages({ library(LCMCR); library(Rcapture); library(SparseMSE) })

seconds <- function(expression) {
  taken <- system.time(expression)
  unname(taken["user.self"] + taken["sys.self"])
}
report <- function(name, value) cat(name, "\t", value, "\n", sep = "")

kosovo <- read.csv(files[1])
people <- kosovo[rep(seq_len(nrow(kosovo)), kosovo$count), 1:4]
people[] <- lapply(people, factor, levels = c(0, 1))
sampler <- lcmCR(people, K = 10, seed = 1, buffer_size = 20000, thinning = 10, verbose = FALSE)
sampler$Update(10000, FALSE)
report("lcmcr", seconds(draws <- lcmCR_PostSampl(sampler, burnin = 0, samples = 20000, thinning = 10, output = FALSE)))
writeLines(format(draws, scientific = FALSE, trim = TRUE), files[3])

report("rcapture_113_models", seconds(closedpMS.t(as.matrix(kosovo), dfreq = TRUE)))

uk <- as.matrix(read.csv(files[2]))
report("sparsemse_200_bootstraps", seconds(estimatepopulation(uk, nboot = 200)))
