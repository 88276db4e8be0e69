rootProject.name = "deposits"
