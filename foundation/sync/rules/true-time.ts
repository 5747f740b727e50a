// When something was made, by the server's clock: the error of the device's clock is the same for what it made and for when it sent it.

/**
 * `madeAt` and `sentAt` by the device, `receivedAt` by the server. Never later than it was received; exact but for the
 * way over the network, as long as nobody turned the device's clock in between.
 */
export function trueTime(madeAt: string, sentAt: string, receivedAt: Date): string {
  const age = Math.max(0, Date.parse(sentAt) - Date.parse(madeAt));
  return new Date(receivedAt.getTime() - age).toISOString();
}
