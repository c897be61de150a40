# Completion of culmctl for bash. Made by generate.py.
_culmctl () {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command= words= i
  COMPREPLY=()
  for (( i = 1; i < COMP_CWORD; i++ )); do
    case ${COMP_WORDS[i]} in
    --profile|--account) (( i++ )) || : ;;
    -*) ;;
    *) command=${COMP_WORDS[i]}; break ;;
    esac
  done
  case $command:$previous in
  sign-in:--region) words='global china dev qa pre pre-us' ;;
  extrude:--nozzle) words='right left' ;;
  encode:--dialect) words='auto seed gcode struct' ;;
  *:--account|*:--broker|*:--ca|*:--color|*:--dialect|*:--events|*:--for|*:--into|*:--model|*:--name|*:--nozzle|*:--ports|*:--preset|*:--profile|*:--region|*:--report|*:--serial|*:--to|*:--type|*:--user) return ;;
  :*) words='sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook --profile --account --json --yes --wait --version --help' ;;
  sign-in:*) words='--region --broker --token --json --help' ;;
  sign-out:*) words='--json --help' ;;
  whoami:*) words='--json --help' ;;
  broker:*) words='add remove list --serial --user --model --ca --plain --json --help' ;;
  discover:*) words='--for --json --help' ;;
  add:*) words='--name --ports --json --help' ;;
  remove:*) words='--json --help' ;;
  doctor:*) words='--ports --json --help' ;;
  list:*) words='--json --help' ;;
  status:*) words='--raw --json --help' ;;
  watch:*) words='--for --json --help' ;;
  pause:*) words='--json --help' ;;
  resume:*) words='--json --help' ;;
  stop:*) words='--yes --json --help' ;;
  set:*) words='nozzle nozzle-left bed chamber fan aux-fan aux2-fan chamber-fan airduct cooling heating exhaust full-cooling speed silent standard sport ludicrous light and bed-light on off --json --help' ;;
  gcode:*) words='--yes --json --help' ;;
  home:*) words='--yes --json --help' ;;
  jog:*) words='--json --help' ;;
  extrude:*) words='--nozzle --json --help' ;;
  nozzle:*) words='right left --json --help' ;;
  load:*) words='--json --help' ;;
  unload:*) words='--json --help' ;;
  ams:*) words='resume done abort --json --help' ;;
  slot:*) words='--type --color --preset --json --help' ;;
  tag:*) words='--json --help' ;;
  dry:*) words='off --json --help' ;;
  calibrate:*) words='lidar levelling vibration motor-noise nozzle-offset hot-bed clump-position --json --help' ;;
  skip:*) words='--json --help' ;;
  option:*) words='auto-recovery auto-switch-filament air-print-detect sound-enable filament-tangle-detect nozzle-blob-detect idle-heat-protection save-files ams-read-inserted ams-read-startup ams-remain nozzle-blob-detect-v2 air-purification door-check printing-monitor spaghetti-detector first-layer-inspector buildplate-marker-detector pileup-detector clump-detector airprint-detector plate-offset-switch fod-check model-movement-check --json --help' ;;
  record:*) words='on off --json --help' ;;
  timelapse:*) words='on off --json --help' ;;
  clear:*) words='resume ignore stop --json --help' ;;
  upload:*) words='--to --wait --now --json --help' ;;
  files:*) words='list get put rm --into --resume --json --help' ;;
  decode:*) words='--model --json --help' ;;
  encode:*) words='nozzle nozzle-left bed chamber fan aux-fan aux2-fan chamber-fan airduct cooling heating exhaust full-cooling speed silent standard sport ludicrous light and bed-light on off pause resume stop home --model --dialect --report --json --help' ;;
  snapshot:*) words='--json --help' ;;
  webhook:*) words='list add remove test --full --events --json --help' ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}
complete -o default -F _culmctl culmctl
