// Where the phone is: asked for once a press, WGS-84; undefined where it can't or may not be told.
import type { Position } from '../rules/distance.ts';

const timeoutMilliseconds = 10_000;

export function askPosition(): Promise<Position | undefined> {
  const { geolocation } = navigator;
  if (!geolocation) return Promise.resolve(undefined);
  return new Promise((resolve) =>
    geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lon: coords.longitude, lat: coords.latitude }),
      () => resolve(undefined),
      { enableHighAccuracy: true, timeout: timeoutMilliseconds, maximumAge: 0 },
    ),
  );
}
