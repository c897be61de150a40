# reports.py  SPDX-License-Identifier: GPL-3.0-or-later
"""The reports of an X1 Carbon in the middle of a print, as its report topic would carry them: one a line, each a little
different from the one before. A full report has about 10 kB, a delta about 300 bytes."""
import json

FILAMENTS = [('PLA', 'PLA Basic', 'GFA00', 'A00', 190, 230), ('PLA', 'PLA Matte', 'GFA01', 'A01', 190, 230),
             ('PETG', 'PETG HF', 'GFG02', 'G02', 230, 270), ('ABS', 'ABS', 'GFB00', 'B00', 240, 270)]
COLOURS = ['F98C36FF', '2A7DE1FF', '000000FF', 'FFFFFFFF', '7D6556FF', '489FDFFF', 'D32941FF', '789D4AFF']


def make_tray(unit, slot, remain):
    kind, name, preset, sku, low, high = FILAMENTS[(unit + slot) % len(FILAMENTS)]
    colour = COLOURS[(unit * 4 + slot) % len(COLOURS)]
    number = unit * 4 + slot + 1
    return {'id': str(slot), 'state': 11, 'remain': remain, 'k': 0.019999999552965164, 'n': 1, 'cali_idx': -1,
            'tag_uid': f'{number:06X}0000000100', 'tray_id_name': f'{sku}-K{slot}', 'tray_info_idx': preset,
            'tray_type': kind, 'tray_sub_brands': name, 'tray_color': colour, 'tray_weight': '1000',
            'tray_diameter': '1.75', 'drying_temp': '55', 'drying_time': '8', 'bed_temp_type': '1',
            'bed_temp': '35', 'nozzle_temp_max': str(high), 'nozzle_temp_min': str(low), 'total_len': 330000,
            'xcam_info': '803E803EE803E803CDCC4C3F', 'tray_uuid': f'{number:032X}', 'ctype': 2, 'cols': [colour]}


def make_ams(turn):
    units = [{'id': str(unit), 'info': '1001', 'humidity': '4', 'humidity_raw': str(20 + (turn // 40 + unit) % 20),
              'temp': f'{25 + (turn // 20 + unit) % 30 / 10:.1f}', 'dry_time': 0,
              'tray': [make_tray(unit, slot, 90 - slot * 7 - turn % 500 // 50) for slot in range(4)]}
             for unit in range(3)]
    return {'ams': units, 'ams_exist_bits': '7', 'tray_exist_bits': 'fff', 'tray_is_bbl_bits': 'fff',
            'tray_tar': '1', 'tray_now': '1', 'tray_pre': '1', 'tray_read_done_bits': 'fff',
            'tray_reading_bits': '0', 'version': 12 + turn // 50, 'insert_flag': True, 'power_on_flag': False,
            'cali_id': 0, 'cali_stat': 0, 'unbind_ams_stat': 0, 'ams_filament_setting': {}}


def make_progress(turn):
    """What moves from one second to the next."""
    return {'nozzle_temper': 219.5 + turn * 7 % 16 / 16, 'bed_temper': 59.75 + turn * 3 % 8 / 16,
            'chamber_temper': 38 + turn % 5, 'mc_percent': turn // 10 % 100, 'layer_num': turn // 5 % 200,
            'mc_remaining_time': 400 - turn // 10 % 400, 'cooling_fan_speed': str(turn % 16),
            'big_fan1_speed': str(turn // 2 % 16), 'wifi_signal': f'-{44 + turn % 5}dBm',
            'mc_print_line_number': str(turn * 17)}


def make_full(turn):
    report = {
        'upload': {'status': 'idle', 'progress': 0, 'message': ''},
        'upgrade_state': {'sequence_id': 0, 'progress': '', 'status': '', 'consistency_request': False,
                          'dis_state': 0, 'err_code': 0, 'force_upgrade': False, 'message': '0%, 0B/s',
                          'module': '',
                          'new_version_state': 2, 'cur_state_code': 0, 'new_ver_list': []},
        'ipcam': {'ipcam_dev': '1', 'ipcam_record': 'enable', 'timelapse': 'disable', 'resolution': '1080p',
                  'tutk_server': 'disable', 'mode_bits': 3, 'rtsp_url': 'rtsps://192.0.2.10:322/streaming/live/1'},
        'xcam': {'buildplate_marker_detector': True, 'first_layer_inspector': True, 'spaghetti_detector': True,
                 'halt_print_sensitivity': 'medium', 'print_halt': True, 'printing_monitor': True,
                 'allow_skip_parts': False, 'cfg': 655360},
        'net': {'conf': 0, 'info': [{'ip': 167903424, 'mask': 16777215}, {'ip': 0, 'mask': 0}]},
        'nozzle_target_temper': 220, 'bed_target_temper': 60, 'nozzle_diameter': '0.4',
        'nozzle_type': 'hardened_steel', 'heatbreak_fan_speed': '15', 'big_fan2_speed': '4', 'fan_gear': 0,
        'mc_print_stage': '2', 'mc_print_sub_stage': 0, 'mc_print_error_code': '0',
        'stg': [2, 14, 13, 4, 1, 19], 'stg_cur': 0, 'spd_lvl': 2, 'spd_mag': 100, 'print_error': 0,
        'lifecycle': 'product', 'gcode_state': 'RUNNING', 'gcode_file': '/data/Metadata/plate_1.gcode',
        'gcode_file_prepare_percent': '100', 'gcode_start_time': '1700000000', 'subtask_name': 'Vase with lid',
        'subtask_id': '380012345', 'task_id': '380012344', 'project_id': '112233445', 'profile_id': '990011',
        'print_type': 'cloud', 'plate_idx': 1, 'total_layer_num': 201, 's_obj': [], 'queue_number': 0,
        'home_flag': 331873687, 'hw_switch_state': 1, 'sdcard': True, 'ams_status': 768, 'ams_rfid_status': 0,
        'force_upgrade': False, 'mess_production_state': 'active', 'fail_reason': '0', 'online': {'ahb': True,
                                                                                              'rfid': False},
        'lights_report': [{'node': 'chamber_light', 'mode': 'on'}, {'node': 'work_light', 'mode': 'flashing'}],
        'hms': [{'attr': 201327360, 'code': 196616}], 'vt_tray': make_tray(63, 2, 0) | {'id': '254'},
        'cali_version': 0, 'filam_bak': [], 'aux_part_fan': True, 'command': 'push_status', 'msg': 0,
        'sequence_id': str(20000 + turn % 10000)}
    report['ams'] = make_ams(turn)
    return {'print': report | make_progress(turn)}


def make_delta(turn):
    return {'print': make_progress(turn) | {'command': 'push_status', 'msg': 1,
                                            'sequence_id': str(20000 + turn % 10000)}}


def write(file, make, count):
    for turn in range(count):
        file.write(json.dumps(make(turn), separators=(',', ':')) + '\n')
