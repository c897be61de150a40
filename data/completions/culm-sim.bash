# Completion of culm-sim for bash. Made by generate.py.
_culm_sim () {
  COMPREPLY=()
  case ${COMP_WORDS[COMP_CWORD-1]} in --printers|--models|--speed|--seed|--state-dir|--listen|--contract|--auth|--address|--ssdp) return ;; esac
  [[ ${COMP_WORDS[COMP_CWORD]} != -* ]] ||
    mapfile -t COMPREPLY < <(compgen -W '--help --printers --models --speed --seed --state-dir --listen --contract --auth --no-greeting --lan --address --ssdp --quiet --version' -- "${COMP_WORDS[COMP_CWORD]}")
}
complete -o default -F _culm_sim culm-sim
