# Completion of culm for bash. Made by generate.py.
_culm () {
  COMPREPLY=()
  case ${COMP_WORDS[COMP_CWORD-1]} in --profile) return ;; esac
  [[ ${COMP_WORDS[COMP_CWORD]} != -* ]] ||
    mapfile -t COMPREPLY < <(compgen -W '--help --profile --demo --version' -- "${COMP_WORDS[COMP_CWORD]}")
}
complete -o default -F _culm culm
