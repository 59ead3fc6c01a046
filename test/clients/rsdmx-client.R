# What rsdmx reads from a running server: Rscript rsdmx-client.R ADDRESS, with SIKU_KEY in the environment.
suppressMessages(library(rsdmx))

address <- commandArgs(trailingOnly = TRUE)[1]
headers <- list(Authorization = paste("Bearer", Sys.getenv("SIKU_KEY")))
read <- function(path) readSDMX(paste0(address, "/sdmx/2.1/", path), headers = headers)

data <- as.data.frame(read("data/OBSERVATIONS/Q.GDP.330200.N"))
cat(paste0(data$obsTime, " ", data$obsValue, "\n"), sep = "")

structure <- read("datastructure/SIKU/OBSERVATIONS?references=children")
dimensions <- slot(slot(slot(structure, "datastructures"), "datastructures")[[1]], "Components")
cat(sapply(slot(dimensions, "Dimensions"), function(dimension) slot(dimension, "conceptRef")))
cat("\n")

areas <- as.data.frame(slot(structure, "codelists"), codelistId = "CL_AREA")
city <- areas[areas$id == "330200", ]
cat(paste(city$id, city$label.zh), "\n", sep = "")
