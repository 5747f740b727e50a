// A text that follows what is typed once the hand rests.
import { useEffect, useState } from 'react';

const restMilliseconds = 200;

export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), restMilliseconds);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
