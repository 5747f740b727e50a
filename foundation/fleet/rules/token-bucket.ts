// Slows a sender down to a rate with room for a burst: a bucket that fills with time and is emptied by what comes.

export interface TokenBucket {
  tokens: number;
  atMilliseconds: number;
}
export interface TokenRate {
  perSecond: number;
  burst: number;
}

export const fullBucket = ({ burst }: TokenRate, atMilliseconds: number): TokenBucket => ({
  tokens: burst,
  atMilliseconds,
});

/** Takes `count` tokens; they may run into debt, which is then waited for. `waitMilliseconds` is 0 where nothing is owed. */
export function takeTokens(
  bucket: TokenBucket,
  rate: TokenRate,
  count: number,
  nowMilliseconds: number,
): { bucket: TokenBucket; waitMilliseconds: number } {
  const grown = bucket.tokens + (Math.max(0, nowMilliseconds - bucket.atMilliseconds) / 1000) * rate.perSecond;
  const tokens = Math.min(rate.burst, grown) - count;
  return {
    bucket: { tokens, atMilliseconds: nowMilliseconds },
    waitMilliseconds: tokens >= 0 ? 0 : Math.ceil((-tokens / rate.perSecond) * 1000),
  };
}
