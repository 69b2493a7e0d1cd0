const devices = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)(?:\.|$)/i;

/** Whether Windows takes a name for a device, whatever follows its first dot. */
export function isDeviceName(name: string): boolean {
  return devices.test(name);
}
