/**
 * The name of a controlling terminal from its device number: field 7 of `/proc/PID/stat`, whose
 * bits 31–20 and 7–0 are the minor and 15–8 the major number (proc(5)).
 * Majors: Documentation/admin-guide/devices.txt of the kernel.
 */
export function ttyName(ttyNr: number): string | null {
  if (ttyNr === 0) return null;
  const major = (ttyNr >>> 8) & 0xfff;
  const minor = (ttyNr & 0xff) | ((ttyNr >>> 12) & 0xfff00);
  if (major >= 136 && major <= 143) return `pts/${(major - 136) * 256 + minor}`;
  if (major === 4) return minor < 64 ? `tty${minor}` : `ttyS${minor - 64}`;
  if (major === 5 && minor === 1) return 'console';
  if (major === 188) return `ttyUSB${minor}`;
  if (major === 166) return `ttyACM${minor}`;
  if (major === 204) return `ttyAMA${minor - 64}`;
  if (major === 229) return `hvc${minor}`;
  return `${major}:${minor}`;
}
