// When a vehicle counts as having arrived and left: figures with their sources, one place to change them.

export interface TrackingPolicy {
  radiusMetres: number;
  dwellSeconds: number;
  stillKilometresPerHour: number;
  /** Beyond the fence by so much, for so long, before a vehicle counts as gone: jitter at the edge makes no visits. */
  marginMetres: number;
  leaveSeconds: number;
  /** A commitment is watched for so long before and after its time. */
  earlyMinutes: number;
  lateMinutes: number;
}

/**
 * Radius, dwell and speed: the county's check-in rule (project reference, fleet 4.3). Margin, time to leave and the
 * watch around a commitment are assumed: three times the usual error of a consumer GNSS receiver, two minutes, half a day.
 */
export const trackingPolicy: TrackingPolicy = {
  radiusMetres: 150,
  dwellSeconds: 600,
  stillKilometresPerHour: 5,
  marginMetres: 50,
  leaveSeconds: 120,
  earlyMinutes: 240,
  lateMinutes: 720,
};
