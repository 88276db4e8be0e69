# To be sourced by the scripts of this folder: finds what they need, and says what is missing.
# need_cpython is for generate and oracle, need_heddle for judge and compare.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$root/specs/target/conformance
mkdir -p "$work"

# Ends the script because something is missing, which is neither success nor a difference.
missing() {
  echo "conformance: $1" >&2
  exit 3
}

is_python() {
  "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 13))' 2>/dev/null
}

find_python() {
  local candidate
  if [[ -n ${HEDDLE_PYTHON:-} ]]; then
    is_python "$HEDDLE_PYTHON" || missing "HEDDLE_PYTHON=$HEDDLE_PYTHON is no Python 3.13."
    return
  fi
  for candidate in python3.13 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.13*/bin/python3.13 python3 python; do
    if is_python "$candidate"; then
      HEDDLE_PYTHON=$(command -v "$candidate")
      return
    fi
  done
  missing "Python 3.13 is missing. Install it, or set HEDDLE_PYTHON to its command."
}

find_oracle() {
  local file candidate
  for candidate in "${HEDDLE_ORACLE:-}" "$root/../shared/oracle" "$root/../oracle"; do
    if [[ -n $candidate && ( -d $candidate || -n ${HEDDLE_ORACLE:-} ) ]]; then
      HEDDLE_ORACLE=$candidate
      break
    fi
  done
  [[ -n ${HEDDLE_ORACLE:-} ]] || missing "The oracle is missing. Set HEDDLE_ORACLE to the folder of oracle.py."
  for file in oracle.py gen.py vloop.py; do
    [[ -f $HEDDLE_ORACLE/$file ]] || missing "The oracle lacks $file in HEDDLE_ORACLE=$HEDDLE_ORACLE."
  done
  HEDDLE_ORACLE=$(cd "$HEDDLE_ORACLE" && pwd)
}

is_java() {
  [[ $("$1" -version 2>&1 | head -n 1) =~ \"25[.\"] ]]
}

find_java() {
  local home candidates=()
  if [[ -n ${HEDDLE_JAVA:-} ]]; then
    is_java "$HEDDLE_JAVA" || missing "HEDDLE_JAVA=$HEDDLE_JAVA is no java of a JDK 25."
    return
  fi
  while IFS= read -r home; do
    candidates+=("$home/bin/java")
  done < <(env | sed -n 's/^JAVA[A-Z0-9_]*_HOME=//p')
  candidates+=(java /usr/lib/jvm/*/bin/java ~/.sdkman/candidates/java/*/bin/java ~/.m2/jdks/*/bin/java
    ~/.jdks/*/bin/java ~/.gradle/jdks/*/bin/java /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java)
  for HEDDLE_JAVA in "${candidates[@]}"; do
    if command -v "$HEDDLE_JAVA" >/dev/null && is_java "$HEDDLE_JAVA"; then
      return
    fi
  done
  missing "A JDK 25 is missing. Install one, or set JAVA25_HOME to its folder."
}

# Sets class_path, unless it is set already; builds if a source is newer than the last build.
find_classes() {
  [[ -z ${class_path:-} ]] || return 0
  local made=$work/class-path
  if [[ ! -f $made || -n $(find "$root"/pom.xml "$root"/{harness,junit-extension,specs}/{pom.xml,src/main} -newer "$made" -print -quit) ]]; then
    echo 'conformance: building' >&2
    (cd "$root" && mvn -B -ntp package dependency:build-classpath -pl specs -am -Dmaven.test.skip=true \
      -DincludeScope=runtime -Dmdep.outputFile=target/conformance/class-path) >"$work/build.log" 2>&1 || {
      cat "$work/build.log" >&2
      exit 1
    }
    touch "$made"
  fi
  class_path=$root/specs/target/classes:$(<"$made")
}

# More options of the JVM, for judge and compare.
java_options=()

java_arguments() {
  arguments=(-XX:+EnableDynamicAgentLoading -Djdk.attach.allowAttachSelf=true "${java_options[@]}" -cp "$class_path")
}

judge() {
  java_arguments
  "$HEDDLE_JAVA" "${arguments[@]}" dev.heddle.specs.judge.Judge "$@"
}

compare() {
  java_arguments
  "$HEDDLE_JAVA" "${arguments[@]}" dev.heddle.specs.judge.Compare "$@"
}

# drawn COUNT SEED: programs drawn by jqwik, on CPython and on Heddle
drawn() {
  java_arguments
  "$HEDDLE_JAVA" "${arguments[@]}" dev.heddle.specs.judge.DrawnPrograms "$1" "$2" \
    "$HEDDLE_PYTHON" -B "$HEDDLE_ORACLE/oracle.py" --check --iters
}

generate() {
  "$HEDDLE_PYTHON" -B "$HEDDLE_ORACLE/gen.py" --without sync,ctx "$@"
}

oracle() {
  "$HEDDLE_PYTHON" -B "$HEDDLE_ORACLE/oracle.py" --check "$@"
}

need_cpython() {
  find_python
  find_oracle
}

need_heddle() {
  find_java
  find_classes
}
