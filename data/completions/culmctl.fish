# Completion of culmctl for fish. Made by generate.py.
complete -c culmctl -f
complete -c culmctl -l profile -x
complete -c culmctl -l account -x
complete -c culmctl -l json
complete -c culmctl -l yes
complete -c culmctl -l wait
complete -c culmctl -l version
complete -c culmctl -l help
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a sign-in -d 'Sign in to an account'
complete -c culmctl -n '__fish_seen_subcommand_from sign-in' -l region -x -a 'global china dev qa pre pre-us'
complete -c culmctl -n '__fish_seen_subcommand_from sign-in' -l broker -x
complete -c culmctl -n '__fish_seen_subcommand_from sign-in' -l token
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a sign-out -d 'Sign out and forget the account’s secrets'
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a whoami -d 'Show who is signed in'
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a broker -d 'Reach a printer over an MQTT broker of your own'
complete -c culmctl -n '__fish_seen_subcommand_from broker' -a 'add remove list'
complete -c culmctl -n '__fish_seen_subcommand_from broker' -F
complete -c culmctl -n '__fish_seen_subcommand_from broker' -l serial -x
complete -c culmctl -n '__fish_seen_subcommand_from broker' -l user -x
complete -c culmctl -n '__fish_seen_subcommand_from broker' -l model -x
complete -c culmctl -n '__fish_seen_subcommand_from broker' -l ca -r -F
complete -c culmctl -n '__fish_seen_subcommand_from broker' -l plain
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a discover -d 'List the printers that announce themselves in this network'
complete -c culmctl -n '__fish_seen_subcommand_from discover' -l for -x
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a add -d 'Add a printer of the local network by its address or name'
complete -c culmctl -n '__fish_seen_subcommand_from add' -l name -x
complete -c culmctl -n '__fish_seen_subcommand_from add' -l ports -x
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a remove -d 'Forget a printer that was added on the local network'
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a doctor -d 'Find out which step on the way to a printer fails, and what to do'
complete -c culmctl -n '__fish_seen_subcommand_from doctor' -l ports -x
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a list -d 'List the printers, those that need you first'
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a status -d 'Show all that a printer says'
complete -c culmctl -n '__fish_seen_subcommand_from status' -l raw
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a watch -d 'Print what happens, one event a line'
complete -c culmctl -n '__fish_seen_subcommand_from watch' -l for -x
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a pause -d 'Pause the print'
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a resume -d 'Resume the print'
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a stop -d 'Stop the print for good'
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a set -d 'Set a temperature, a fan, the speed or the light'
complete -c culmctl -n '__fish_seen_subcommand_from set' -a 'nozzle nozzle-left bed chamber fan aux-fan aux2-fan chamber-fan airduct cooling heating exhaust full-cooling speed silent standard sport ludicrous light and bed-light on off'
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a gcode -d 'Send lines of G-code'
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a home -d 'Home the head and the bed'
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a jog -d 'Move the head or the bed'
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a extrude -d 'Feed filament, or pull it back'
complete -c culmctl -n '__fish_seen_subcommand_from extrude' -l nozzle -x -a 'right left'
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a nozzle -d 'Choose the active nozzle'
complete -c culmctl -n '__fish_seen_subcommand_from nozzle' -a 'right left'
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a load -d 'Load filament from a slot'
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a unload -d 'Unload the filament'
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a ams -d 'Go on with a change of filament, or end it'
complete -c culmctl -n '__fish_seen_subcommand_from ams' -a 'resume done abort'
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a slot -d 'Say what a slot holds'
complete -c culmctl -n '__fish_seen_subcommand_from slot' -l type -x
complete -c culmctl -n '__fish_seen_subcommand_from slot' -l color -x
complete -c culmctl -n '__fish_seen_subcommand_from slot' -l preset -x
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a tag -d 'Read the tag of a spool again'
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a dry -d 'Dry filament in an AMS'
complete -c culmctl -n '__fish_seen_subcommand_from dry' -a 'off'
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a calibrate -d 'Let the printer calibrate itself'
complete -c culmctl -n '__fish_seen_subcommand_from calibrate' -a 'lidar levelling vibration motor-noise nozzle-offset hot-bed clump-position'
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a skip -d 'Skip objects of the running print'
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a option -d 'Change an option or a detector of the printer'
complete -c culmctl -n '__fish_seen_subcommand_from option' -a 'auto-recovery auto-switch-filament air-print-detect sound-enable filament-tangle-detect nozzle-blob-detect idle-heat-protection save-files ams-read-inserted ams-read-startup ams-remain nozzle-blob-detect-v2 air-purification door-check printing-monitor spaghetti-detector first-layer-inspector buildplate-marker-detector pileup-detector clump-detector airprint-detector plate-offset-switch fod-check model-movement-check'
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a record -d 'Record prints on the printer’s storage'
complete -c culmctl -n '__fish_seen_subcommand_from record' -a 'on off'
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a timelapse -d 'Make a timelapse of prints'
complete -c culmctl -n '__fish_seen_subcommand_from timelapse' -a 'on off'
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a clear -d 'Acknowledge the error that the printer shows'
complete -c culmctl -n '__fish_seen_subcommand_from clear' -a 'resume ignore stop'
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a upload -d 'Upload files to the account, or to a printer'
complete -c culmctl -n '__fish_seen_subcommand_from upload' -F
complete -c culmctl -n '__fish_seen_subcommand_from upload' -l to -x
complete -c culmctl -n '__fish_seen_subcommand_from upload' -l now
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a files -d 'List, fetch, send and delete the files that a printer holds'
complete -c culmctl -n '__fish_seen_subcommand_from files' -a 'list get put rm'
complete -c culmctl -n '__fish_seen_subcommand_from files' -F
complete -c culmctl -n '__fish_seen_subcommand_from files' -l into -x
complete -c culmctl -n '__fish_seen_subcommand_from files' -l resume
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a decode -d 'Show what messages of a printer say'
complete -c culmctl -n '__fish_seen_subcommand_from decode' -F
complete -c culmctl -n '__fish_seen_subcommand_from decode' -l model -x
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a encode -d 'Show what would be sent to a printer'
complete -c culmctl -n '__fish_seen_subcommand_from encode' -a 'nozzle nozzle-left bed chamber fan aux-fan aux2-fan chamber-fan airduct cooling heating exhaust full-cooling speed silent standard sport ludicrous light and bed-light on off pause resume stop home'
complete -c culmctl -n '__fish_seen_subcommand_from encode' -F
complete -c culmctl -n '__fish_seen_subcommand_from encode' -l model -x
complete -c culmctl -n '__fish_seen_subcommand_from encode' -l dialect -x -a 'auto seed gcode struct'
complete -c culmctl -n '__fish_seen_subcommand_from encode' -l report -r -F
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a snapshot -d 'Save a picture of the printer’s camera'
complete -c culmctl -n '__fish_seen_subcommand_from snapshot' -F
complete -c culmctl -n 'not __fish_seen_subcommand_from sign-in sign-out whoami broker discover add remove doctor list status watch pause resume stop set gcode home jog extrude nozzle load unload ams slot tag dry calibrate skip option record timelapse clear upload files decode encode snapshot webhook' -a webhook -d 'Tell other programs what happens'
complete -c culmctl -n '__fish_seen_subcommand_from webhook' -a 'list add remove test'
complete -c culmctl -n '__fish_seen_subcommand_from webhook' -l full
complete -c culmctl -n '__fish_seen_subcommand_from webhook' -l events -x
