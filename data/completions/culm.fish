# Completion of culm for fish. Made by generate.py.
complete -c culm -l help -d 'Show help options'
complete -c culm -l profile -x -d 'Settings, cache, history and secrets of their own'
complete -c culm -l demo -d 'Open on a farm of virtual printers'
complete -c culm -l version -d 'Print the version and end'
