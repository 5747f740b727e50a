// Time-based one-time codes (RFC 6238: SHA-1, 30 seconds, six digits) as a second factor.
import { Secret, TOTP } from 'otpauth';

const periodSeconds = 30;

export const newSecret = (): string => new Secret({ size: 20 }).base32;

function totp(secret: string, label = ''): TOTP {
  return new TOTP({
    issuer: 'Tianmu',
    label,
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: 6,
    period: periodSeconds,
  });
}

/** otpauth:// address that authenticator apps read as a QR code. */
export const enrolmentAddress = (secret: string, account: string): string => totp(secret, account).toString();

/** The 30-second step that a code belongs to, one step of clock error allowed on each side. */
export function matchingStep(secret: string, code: string, at: Date): number | undefined {
  const offset = totp(secret).validate({ token: code, timestamp: at.getTime(), window: 1 });
  return offset === null ? undefined : Math.floor(at.getTime() / 1000 / periodSeconds) + offset;
}

export const codeAt = (secret: string, at: Date): string => totp(secret).generate({ timestamp: at.getTime() });
