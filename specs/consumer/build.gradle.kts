plugins { java }

java.toolchain.languageVersion = JavaLanguageVersion.of(25)

repositories {
  mavenLocal()
  mavenCentral()
}

val agent = configurations.create("agent") { isTransitive = false }

dependencies {
  agent("dev.heddle:heddle-harness:0.1.0-SNAPSHOT")
  testImplementation("dev.heddle:heddle-junit:0.1.0-SNAPSHOT")
  testImplementation("org.junit.jupiter:junit-jupiter:6.1.3")
  testRuntimeOnly("org.junit.platform:junit-platform-launcher:6.1.3")
}

tasks.test {
  useJUnitPlatform()
  jvmArgs("-javaagent:${agent.asPath}")
  System.getProperty("heddle.replay")?.let { systemProperty("heddle.replay", it) }
}
