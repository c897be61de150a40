#!/usr/bin/python3
# test-ctl-commands.py  SPDX-License-Identifier: GPL-3.0-or-later
"""Every steering command by name: what it prints, what the printer gets, and what that does; and what is refused before
anything is sent."""
import sys

from payloads import command, line, received, take_sequence
from person import Person, each, run_tests, start_farm, wait_for
from terminal import Terminal

MOVE = 'M211 S\nM211 X1 Y1 Z1\nM1002 push_ref_mode\nG91\nG1 {}\nM1002 pop_ref_mode\nM211 R\n'


class Bench:
    """A farm with somebody signed in, and a shorter word for each printer: "P1S", or "P1S.2" for the second."""

    def __init__(self, models, *arguments):
        self.models = models.split(',')
        self.farm = start_farm('--models', models, '--printers', str(len(self.models)), *arguments)
        self.person = Person(self.farm)
        self.person.sign_in()

    def __enter__(self):
        return self

    def __exit__(self, *_details):
        self.person.__exit__()
        self.farm.stop()

    def serial(self, state):
        return self.farm.ready['printers'][self.models.index(state)]['serial']

    def printer(self, state):
        return self.farm.control('GET', f'/printers/{self.serial(state)}')

    def waits(self, state, shows):
        """Until the printer's own state is so."""
        wait_for(lambda: shows(self.printer(state)), 15, f'{state} in {self.printer(state)}')

    def steer(self, state, words, payloads=None, value=None, shows=None):
        """Steers it, and sees that just that was published, that it was confirmed, and that it had its effect."""
        serial, (name, *more) = self.serial(state), words
        before = len(received(self.farm, serial))
        document = self.person.json(name, serial, *more).ends(0).document
        assert set(document) == {'serial', 'key', 'value', 'result', 'after'}, document
        assert (document['serial'], document['key'], document['result']) == (serial, name, 'confirmed'), document
        assert document['value'] == value and 0 <= document['after'] < 15, document
        came = [take_sequence(payload) for payload in received(self.farm, serial)[before:]]
        assert payloads is None or came == payloads, came
        if shows is not None:
            self.waits(state, shows)

    def refuses(self, state, words, code, *phrases):
        """It is refused with 1, and nothing more is published."""
        serial, (name, *more) = self.serial(state), words
        result = self.person.json(name, serial, *more)
        error = result.fails(1, code, 'printer')
        assert result.document['result'] == 'refused' and result.document['key'] in (name, more[0] if more else name)
        for phrase in phrases:
            assert phrase in error['message'], error
        return error

    def misuses(self, *calls):
        each([lambda words=words: self.person.json(*words).fails(2, 'usage', 'usage') for words in calls])


def test_motion():
    with Bench('P1S:idle,H2D:idle,A1:idle,P2S:paused', '--speed', '60') as bench:
        def go_through(state, rows):
            for row in rows:
                bench.steer(state, *row)

        each([
            lambda: go_through('P1S:idle', [
                (['home'], [line('G28\n')], None, lambda printer: printer['homed'] == 7),
                (['home', 'x', 'Y'], [line('G28 X Y\n')], 'XY'),
                (['jog', 'X', '10'], [line(MOVE.format('X10.0 F3000'))], 'X 10', lambda p: p['position'][0] == 138),
                (['jog', 'z', '-2.5'], [line(MOVE.format('Z-2.5 F900'))], 'Z -2.5', lambda p: p['position'][2] in (125, 126)),
                (['gcode', 'G28 Z', 'M104 S190', 'M106 P1 S255'], [line('G28 Z\nM104 S190\nM106 P1 S255\n')],
                 'G28 Z\nM104 S190\nM106 P1 S255', lambda p: p['nozzle_target_temper'] == 190)]),
            lambda: go_through('H2D:idle', [
                (['home'], [command('back_to_center')], None, lambda printer: printer['homed'] == 7),
                (['home', 'X'], [line('G28 X\n')], 'X'),
                (['jog', 'X', '-11'], [command('xyz_ctrl', axis='X', dir=-1, mode=1),
                                       command('xyz_ctrl', axis='X', dir=-1, mode=0)], 'X -11',
                 lambda printer: printer['position'][0] == 117),
                (['nozzle', 'left'], [command('select_extruder', extruder_index=1)], 'left',
                 lambda printer: printer['device']['extruder']['state'] >> 4 & 15 == 1),
                (['nozzle', 'right'], [command('select_extruder', extruder_index=0)], 'right')]),
            lambda: go_through('A1:idle', [ # the bed is pushed: the table goes the other way
                (['jog', 'Y', '5'], [line(MOVE.format('Y-5.0 F3000'))], 'Y 5'),
                (['jog', 'X', '0.5'], [line(MOVE.format('X0.5 F3000'))], 'X 0.5')]),
            lambda: go_through('P2S:paused', [
                (['extrude', '10'], [line('M83\nG0 E10.0 F900\n')], 10),
                (['extrude', '-2.5'], [line('M83\nG0 E-2.5 F900\n')], -2.5)])])
        bench.person.json('set', bench.serial('H2D:idle'), 'nozzle-left', '220').ends(0)
        bench.waits('H2D:idle', lambda printer: printer['device']['extruder']['info'][1]['temp'] & 0xffff > 180)
        bench.steer('H2D:idle', ['extrude', '5', '--nozzle', 'left'],
                    [command('set_extrusion_length', extruder_index=1, length=5)], 5)
        for words, said in ((['nozzle', 'left'], 'nozzle left'), (['home'], 'home'),
                            (['option', 'save_files', 'on'], 'option save-files on')):
            out = bench.person.run(words[0], bench.serial('H2D:idle'), *words[1:]).ends(0).out
            assert out.endswith(f': {said}\n'), out


def test_motion_refused():
    with Bench('P1S:idle,H2D:idle,X1C:printing,P2S:paused') as bench:
        sentences = [('X1C:printing', words, 'busy', 'prints') for words in
                     (['home'], ['home', 'Z'], ['jog', 'X', '1'], ['extrude', '5'])]
        sentences += [('P2S:paused', ['home', 'Z'], 'busy', 'only X'),
                      ('P1S:idle', ['jog', 'X', '200'], 'out-of-range', '0.1 to 100 mm'),
                      ('P1S:idle', ['jog', 'X', '0'], 'out-of-range', '0.1 to 100 mm'),
                      ('P1S:idle', ['extrude', '101'], 'out-of-range', '0.1 to 100 mm'),
                      ('P1S:idle', ['extrude', '5'], 'busy', '170 °C'),
                      ('P1S:idle', ['nozzle', 'left'], 'unsupported', 'one nozzle'),
                      ('P1S:idle', ['extrude', '5', '--nozzle', 'left'], 'unsupported', 'one nozzle'),
                      ('H2D:idle', ['jog', 'X', '0.5'], 'unsupported', '1 or 10 mm'),
                      ('P1S:idle', ['gcode', 'm 112'], 'unsupported', 'M112'),
                      ('P1S:idle', ['gcode', 'G28', 'N3 M104 S301*5'], 'out-of-range', '300 °C'),
                      ('P1S:idle', ['gcode', 'M140 S101'], 'out-of-range', '100 °C'),
                      ('H2D:idle', ['gcode', 'M104 S351 T1'], 'out-of-range', '350 °C'),
                      ('P1S:idle', ['gcode', 'M109'], 'out-of-range', '0 to 300'),
                      ('P1S:idle', ['gcode', '; nothing'], 'unsupported', 'no G-code'),
                      ('P1S:idle', ['gcode', 'G28 X' + ' ' * 300 + 'Y'], 'out-of-range', '256'),
                      ('X1C:printing', ['gcode', 'G28'], 'busy', 'temperatures'),
                      ('X1C:printing', ['gcode', 'M106 S255', 'G1 X1'], 'busy', 'temperatures')]
        each([lambda row=row: bench.refuses(*row) for row in sentences])
        assert not bench.farm.commands(), bench.farm.commands()
        bench.misuses(['jog', 'P1S', 'Q', '1'], ['jog', 'P1S', 'X', 'far'], ['jog', 'P1S', 'X'], ['home', 'P1S', 'W'],
                      ['extrude', 'P1S', 'much'], ['extrude', 'P1S', '5', '--nozzle', 'middle'], ['nozzle', 'P1S', '7'],
                      ['gcode', 'P1S'], ['extrude', 'P1S', '5', '--nozzle'])
        bench.steer('X1C:printing', ['gcode', 'M106 P1 S100', 'M220 S90'], [line('M106 P1 S100\nM220 S90\n')],
                    'M106 P1 S100\nM220 S90')


def test_asks_before_it_moves():
    with Bench('P1S:idle,P1P:printing') as bench:
        serial = bench.serial('P1S:idle')
        for words, question in ((['home', serial], 'Home'), (['gcode', serial, 'G28'], 'G-code')):
            with Terminal(bench.person, *words) as terminal:
                terminal.wait_for('[y/N]')
                assert question in terminal.shown, terminal.shown
                terminal.type('n\n')
                assert terminal.end()[0] == 8, terminal.shown
            with Terminal(bench.person, *words, '--json') as terminal:
                terminal.wait_for('[y/N]')
                terminal.type('y\n')
                code, out = terminal.end()
                assert code == 0 and '"confirmed"' in out, (code, out)
            with Terminal(bench.person, *words, '--yes') as terminal:
                assert terminal.end()[0] == 0 and '[y/N]' not in terminal.shown, terminal.shown
        assert len(received(bench.farm, serial)) == 4, bench.farm.commands()
        # Nobody is asked about what cannot be done, nor about what does not move by itself.
        with Terminal(bench.person, 'home', bench.serial('P1P:printing')) as terminal:
            assert terminal.end()[0] == 1 and '[y/N]' not in terminal.shown, terminal.shown
        with Terminal(bench.person, 'jog', serial, 'X', '1') as terminal:
            assert terminal.end()[0] == 0 and '[y/N]' not in terminal.shown, terminal.shown


def get_tray(printer, unit, slot):
    units = {entry['id']: entry for entry in printer['ams']['ams']}
    return next(tray for tray in units[unit]['tray'] if tray['id'] == slot)


def setting(unit, slot, tray, preset, color, low, high, kind):
    return command('ams_filament_setting', ams_id=unit, slot_id=slot, tray_id=tray, tray_info_idx=preset, setting_id='',
                   tray_color=color, nozzle_temp_min=low, nozzle_temp_max=high, tray_type=kind)


def drying(unit, mode, filament, celsius, hours, cooling):
    return command('ams_filament_drying', ams_id=unit, mode=mode, filament=filament, temp=celsius, duration=hours,
                   humidity=0, rotate_tray=False, cooling_temp=cooling, close_power_conflict=False)


def change(unit, slot, target, old, new):
    return command('ams_change_filament', ams_id=unit, slot_id=slot, target=target, curr_temp=old, tar_temp=new)


def test_filament():
    with Bench('P1S:idle,H2D:idle,A2L:idle,P2S:idle,P1S:runout', '--speed', '60') as bench:
        def go_through_p1s():
            bench.steer('P1S:idle', ['slot', 'A1', '--type', 'petg', '--color', '2a7de1'],
                        [setting(0, 0, 0, 'GFG99', '2A7DE1FF', 220, 270, 'PETG')], 'A1',
                        lambda printer: get_tray(printer, '0', '0')['tray_color'] == '2A7DE1FF')
            bench.steer('P1S:idle', ['slot', 'a1', '--preset=GFG00'],
                        [setting(0, 0, 0, 'GFG00', '2A7DE1FF', 220, 270, 'PETG')], 'A1',
                        lambda printer: get_tray(printer, '0', '0')['tray_info_idx'] == 'GFG00')
            bench.steer('P1S:idle', ['tag', 'A1'], [command('ams_get_rfid', ams_id=0, slot_id=0)], 'A1')
            bench.steer('P1S:idle', ['load', 'A1'], [change(0, 0, 0, -1, 245)], 'A1',
                        lambda printer: printer['ams']['tray_now'] == '0')
            wait_for(lambda: any(slot['active'] for slot in bench.person.json('status', bench.serial('P1S:idle'))
                                 .document['ams'][0]['slots']), 15, 'the slot as the active one')
            bench.steer('P1S:idle', ['unload'], [change(0, 255, 255, 245, 245)], None,
                        lambda printer: printer['ams']['tray_now'] == '255')
            bench.steer('P1S:idle', ['slot', 'ext', '--type', 'PLA', '--color', '#ffffff80'],
                        [setting(255, 0, 254, 'GFL99', 'FFFFFF80', 190, 240, 'PLA')], 'ext',
                        lambda printer: printer['vt_tray']['tray_type'] == 'PLA')
            bench.steer('P1S:idle', ['load', 'ext'], [change(255, 0, 254, -1, 215)], 'ext',
                        lambda printer: printer['ams']['tray_now'] == '254')

        def go_through_h2d():
            bench.steer('H2D:idle', ['slot', 'HT1', '--type', 'PA-CF', '--color', '#101010'],
                        [setting(128, 0, 0, 'GFN98', '101010FF', 270, 300, 'PA-CF')], 'HT1')
            bench.steer('H2D:idle', ['slot', 'ext-left', '--type', 'ABS'],
                        [setting(254, 0, 254, 'GFB99', 'FFFFFFFF', 240, 280, 'ABS')], 'ext-left')
            bench.steer('H2D:idle', ['load', 'ext-left'], [change(254, 0, 254, -1, 260)], 'ext-left',
                        lambda printer: printer['device']['extruder']['info'][1]['snow'] == 0xfe00)
            bench.steer('H2D:idle', ['dry', 'HT1', '85', '12'], [drying(128, 1, 'PA-CF', 85, 12, 60)], 'HT1 85 12',
                        lambda printer: printer['ams']['ams'][1]['dry_time'] > 600)
            bench.steer('H2D:idle', ['dry', 'HT1', 'off'], [drying(128, 0, '', 0, 0, 0)], 'HT1 off',
                        lambda printer: printer['ams']['ams'][1]['dry_time'] == 0)

        def go_through_others():
            bench.steer('P2S:idle', ['dry', 'A', '65', '1'], None, 'A 65 1',
                        lambda printer: printer['ams']['ams'][0]['dry_time'] > 0)
            bench.steer('A2L:idle', ['load', 'A1'], None, 'A1', # its own AMS is the first
                        lambda printer: printer['device']['extruder']['info'][0]['snow'] == 0x1000)
            bench.steer('P1S:runout', ['ams', 'resume'], [command('ams_control', param='resume')], 'resume',
                        lambda printer: printer['gcode_state'] == 'RUNNING')
            bench.steer('P1S:runout', ['ams', 'abort'], [command('ams_control', param='abort')], 'abort')

        each([go_through_p1s, go_through_h2d, go_through_others])


def test_filament_refused():
    with Bench('P1S:idle,H2S:idle,X1C:printing,P2S:idle,P1P:idle,A1:idle,H2D:idle', '--speed', '60') as bench:
        rows = [('P1S:idle', ['load', 'C1'], 'out-of-range', 'C1'), ('P1S:idle', ['load', 'HT1'], 'out-of-range', 'HT1'),
                ('P1S:idle', ['load', 'ext-left'], 'unsupported', 'one nozzle'),
                ('X1C:printing', ['load', 'A1'], 'busy'), ('X1C:printing', ['unload'], 'busy'),
                ('X1C:printing', ['tag', 'A1'], 'busy'), ('P1S:idle', ['tag', 'ext'], 'unsupported', 'AMS'),
                ('P1P:idle', ['tag', 'A1'], 'unsupported', '01.08.01.00'),
                ('P1S:idle', ['dry', 'A', '50', '4'], 'unsupported', 'AMS 2 Pro'),
                ('A1:idle', ['dry', 'A', '50', '4'], 'unsupported'),
                ('P2S:idle', ['dry', 'A', '44', '4'], 'out-of-range', '45 to 65 °C'),
                ('P2S:idle', ['dry', 'A', '66', '4'], 'out-of-range', '45 to 65 °C'),
                ('H2S:idle', ['dry', 'HT1', '86', '4'], 'out-of-range', '45 to 85 °C'),
                ('P2S:idle', ['dry', 'A', '50', '25'], 'out-of-range', '1 to 24 hours'),
                ('P2S:idle', ['dry', 'A', '50', '0'], 'out-of-range', '1 to 24 hours'),
                ('P2S:idle', ['dry', 'D', '50', '4'], 'out-of-range', 'no such AMS'),
                ('H2D:idle', ['slot', 'ext-left', '--color', '#112233'], 'unsupported', 'material')]
        each([lambda row=row: bench.refuses(*row) for row in rows])
        assert not bench.farm.commands(), bench.farm.commands()
        bench.misuses(['load', 'P1S', 'E1'], ['load', 'P1S', 'A5'], ['load', 'P1S'], ['unload', 'P1S', 'A1'],
                      ['slot', 'P1S', 'A1', '--color', 'red'], ['slot', 'P1S', 'A1', '--brand', 'X'], ['tag', 'P1S', 'x'],
                      ['dry', 'P1S', 'A', 'warm', '4'], ['dry', 'P1S', 'A', '50'], ['ams', 'P1S', 'think'],
                      ['dry', 'P1S', 'Z', 'off'])
        # What the printer itself refuses is told with its reason: too hot a chamber, and an empty slot.
        hot = bench.serial('H2S:idle')
        bench.person.json('set', hot, 'chamber', '60').ends(0)
        bench.person.json('slot', hot, 'A1', '--type', 'PLA', '--color', '#ffffff').ends(0)
        bench.waits('H2S:idle', lambda printer: printer['device']['ctc']['info']['temp'] >> 16 == 60)
        error = bench.refuses('H2S:idle', ['load', 'A1'], 'refused', 'chamber is too hot', '45 °C')
        assert error['server_code'] == -2, error
        empty = [tray['id'] for tray in bench.printer('P1S:idle')['ams']['ams'][0]['tray'] if 'tray_type' not in tray]
        for slot in empty:
            error = bench.refuses('P1S:idle', ['load', f'A{int(slot) + 1}'], 'refused', 'empty')
            assert error['server_code'] == 0x07008011, error


def test_upkeep():
    models = 'X1C:idle,H2C:idle,A1:idle,X1C:printing,P1S:printing,P1S:runout,P2S:runout,P1P:runout'
    with Bench(models) as bench:
        running = [
            ('X1C:idle', ['option', 'spaghetti-detector', 'high'],
             [command('xcam_control_set', 'xcam', module_name='spaghetti_detector', control=True, enable=True,
                      print_halt=True, halt_print_sensitivity='high')], 'spaghetti-detector high',
             lambda printer: printer['xcam']['cfg'] >> 7 & 7 == 5),
            ('X1C:idle', ['option', 'door_check', 'pause'], [command('set_door_stat', 'system', config=2)],
             'door-check pause', lambda printer: int(printer['cfg'], 16) >> 20 & 3 == 2),
            ('X1C:idle', ['calibrate', 'bed-level', 'lidar'], [command('calibration', option=3)], 'lidar levelling',
             lambda printer: printer['stg_cur'] == 12)]
        steps = [
            ('A1:idle', ['option', 'sound-enable', 'off'], [command('print_option', sound_enable=False)],
             'sound-enable off', lambda printer: printer['home_flag'] >> 17 & 1 == 0),
            ('A1:idle', ['option', 'auto_recovery', '0'], [command('print_option', auto_recovery=False, option=0)],
             'auto-recovery off', lambda printer: printer['home_flag'] >> 4 & 1 == 0),
            ('A1:idle', ['timelapse', 'on'], [command('ipcam_timelapse', 'camera', control='enable')], 'on',
             lambda printer: printer['ipcam']['timelapse'] == 'enable'),
            ('A1:idle', ['record', 'off'], [command('ipcam_record_set', 'camera', control='disable')], 'off',
             lambda printer: printer['ipcam']['ipcam_record'] == 'disable'),
            ('H2C:idle', ['option', 'air-purification', '2'], [command('print_option', air_purification=2)],
             'air-purification 2', lambda printer: int(printer['cfg'], 16) >> 36 & 3 == 2),
            ('H2C:idle', ['calibrate', 'nozzle-offset'], [command('calibration', option=16)], 'nozzle-offset',
             lambda printer: printer['stg_cur'] == 39)]
        jobs = [
            ('X1C:printing', ['skip', '108', '120'], [command('skip_objects', obj_list=[108, 120])], '108 120',
             lambda printer: printer['s_obj'] == [108, 120]),
            ('P1S:printing', ['skip', '7'], [command('skip_objects', obj_list=[7])], '7'),
            ('P1S:runout', ['clear'], None, None, lambda printer: printer['print_error'] == 0),
            ('P2S:runout', ['clear', 'resume'], None, 'resume', lambda printer: printer['gcode_state'] == 'RUNNING'),
            ('P1P:runout', ['clear', 'stop'], None, 'stop', lambda printer: printer['gcode_state'] == 'FAILED')]

        def go_through(rows):
            for row in rows:
                bench.steer(*row)

        error = bench.printer('P2S:runout')['print_error']
        shown = bench.printer('P1S:runout')
        each([lambda rows=rows: go_through(rows) for rows in (running, steps, jobs)])
        assert bench.person.json('status', bench.serial('A1:idle')).document['camera']['timelapse']
        (answer,) = [take_sequence(payload) for payload in received(bench.farm, bench.serial('P2S:runout'))]
        assert answer['print']['err'] == str(error) and answer['print']['param'] == 'reserve', answer
        assert [take_sequence(payload) for payload in received(bench.farm, bench.serial('P1S:runout'))] == [
            command('clean_print_error', subtask_id=shown['subtask_id'], print_error=shown['print_error']),
            command('uiop', 'system', name='print_error', action='close', source=1, type='dialog',
                    err=f'{shown["print_error"]:08X}')]


def test_upkeep_refused():
    with Bench('P1S:idle,X1C:printing,A1:idle,H2D:idle') as bench:
        rows = [('P1S:idle', ['calibrate', 'lidar'], 'unsupported', 'no lidar'),
                ('P1S:idle', ['calibrate', 'levelling', 'nozzle-offset'], 'unsupported', 'one nozzle'),
                ('X1C:printing', ['calibrate', 'levelling'], 'busy'),
                ('P1S:idle', ['skip', '1'], 'busy'), ('X1C:printing', ['skip', '0'], 'out-of-range', '1 or more'),
                ('X1C:printing', ['skip', *map(str, range(1, 66))], 'out-of-range', '1 to 64'),
                ('P1S:idle', ['option', 'sound-enable', 'off'], 'unsupported'),
                ('A1:idle', ['option', 'spaghetti-detector', 'on'], 'unsupported'),
                ('P1S:idle', ['option', 'air-purification', '1'], 'unsupported'),
                ('H2D:idle', ['option', 'idle-heat-protection', 'on'], 'unsupported', 'firmware'),
                ('P1S:idle', ['clear', 'stop'], 'busy', 'no error'), ('P1S:idle', ['clear', 'resume'], 'busy', 'no error'),
                ('H2D:idle', ['set', 'airduct', 'full-cooling'], 'unsupported', 'no such mode')]
        each([lambda row=row: bench.refuses(*row) for row in rows])
        assert not bench.farm.commands(), bench.farm.commands()
        bench.misuses(['calibrate', 'P1S', 'everything'], ['calibrate', 'P1S'], ['skip', 'P1S', 'x'], ['skip', 'P1S'],
                      ['option', 'P1S', 'warp', 'on'], ['option', 'P1S', 'door-check', 'maybe'], ['record', 'P1S', '1'],
                      ['option', 'P1S', 'sound-enable'], ['timelapse', 'P1S'], ['clear', 'P1S', 'all'])


def test_no_form_in_the_seed():
    """The vendor's reference has nine commands: nothing else can be said in its dialect, and nothing is sent."""
    with Bench('P1S:idle,X1C:printing,P1S:runout,H2D:idle', '--contract', 'seed') as bench:
        idle = [['home'], ['jog', 'X', '1'], ['load', 'A1'], ['unload'], ['slot', 'A1', '--type', 'PLA'], ['tag', 'A1'],
                ['calibrate', 'levelling'], ['option', 'auto-recovery', 'on'], ['record', 'on'], ['timelapse', 'on'],
                ['gcode', 'G28'], ['ams', 'abort'], ['set', 'light', 'off']]
        rows = [('P1S:idle', words, 'unsupported') for words in idle]
        rows += [('X1C:printing', ['skip', '1'], 'unsupported'), ('P1S:runout', ['clear'], 'unsupported'),
                 ('H2D:idle', ['nozzle', 'left'], 'unsupported'), ('H2D:idle', ['dry', 'HT1', '60', '4'], 'unsupported')]
        each([lambda row=row: bench.refuses(*row) for row in rows])
        assert not bench.farm.commands(), bench.farm.commands()


def test_developer_mode():
    """A printer that wants signatures refuses each print command once, and takes what needs none."""
    with Bench('P1S:idle,A1:idle') as bench:
        for state in bench.models:
            bench.farm.do(bench.serial(state), 'refuse-commands', True)
        rows = [('P1S:idle', words, 'forbidden', 'Developer Mode', 'LAN Only') for words in
                (['home'], ['jog', 'X', '1'], ['load', 'A1'], ['calibrate', 'levelling'], ['gcode', 'G28'])]
        for row in rows:
            assert bench.refuses(*row)['server_code'] == 84033543
        assert [entry['obeyed'] for entry in bench.farm.commands()] == [False] * len(rows), bench.farm.commands()
        bench.farm.control('DELETE', '/commands')
        bench.steer('A1:idle', ['timelapse', 'on'], None, 'on')
        bench.steer('A1:idle', ['option', 'save-files', 'off'], None, 'save-files off')


def test_silence():
    """A printer that announces what its firmware does not know: it says nothing, and nothing is sent twice."""
    with Bench('X1:idle') as bench:
        serial = bench.serial('X1:idle')
        bench.farm.control('POST', f'/printers/{serial}/state', {'fun': '100000000'})
        result = bench.person.json('home', serial)
        result.fails(6, 'not-confirmed', 'printer')
        assert result.document['result'] == 'timeout' and 10 <= result.document['after'] < 12, result
        (entry,) = bench.farm.commands()
        assert take_sequence(entry['payload']) == command('back_to_center') and not entry['obeyed'], entry


def test_asks_one_printer_alone():
    """The messages of an account are counted: a command for one printer leaves the others in peace."""
    # Nobody is greeted: a report that comes unasked may end a list before its question is out.
    with Bench('P1S:idle,A1:idle,X1C:idle,H2D:idle', '--no-greeting') as bench:
        bench.farm.control('DELETE', '/commands?all')
        bench.steer('A1:idle', ['timelapse', 'on'], None, 'on')
        # The list comes long after the connection, which needs none: its printers are known from before.
        bench.farm.control('POST', '/fault', {'where': 'rest', 'what': 'delay', 'path': '/v1/iot-service/api/user/bind',
                                              'value': 2, 'times': 1})
        bench.person.json('status', bench.serial('A1:idle')).ends(0)
        asked = {entry['serial'] for entry in bench.farm.control('GET', '/commands?all')}
        assert asked == {bench.serial('A1:idle')}, asked
        bench.person.json('list').ends(0)
        asked = {entry['serial'] for entry in bench.farm.control('GET', '/commands?all')}
        assert len(asked) == 4, asked


def test_help():
    names = ['gcode', 'home', 'jog', 'extrude', 'nozzle', 'load', 'unload', 'ams', 'slot', 'tag', 'dry', 'calibrate',
             'skip', 'option', 'record', 'timelapse', 'clear']
    with Person() as person:
        page = person.run('--help').ends(0).out
        for name in names:
            assert f'\n  {name} PRINTER' in page, (name, page)
        for name, usage in zip(names, each([lambda name=name: person.run(name, '--help').ends(0).out for name in names])):
            assert f'{name} PRINTER' in usage, usage


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
