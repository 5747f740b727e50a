// A search text that stays in the address: typed at once, written into the address when the hand rests.
import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';

const restMilliseconds = 200;

/** The address changes a little later than the field, so the field keeps its own text. */
export function useAddressText(name: string): { typed: string; type: (text: string) => void; settled: string } {
  const [search, setSearch] = useSearchParams();
  const settled = search.get(name) ?? '';
  const [typed, setTyped] = useState(settled);
  const written = useRef(settled);
  useEffect(() => {
    // Back and forward change the address without the field.
    if (settled !== written.current) {
      written.current = settled;
      setTyped(settled);
    }
  }, [settled]);
  useEffect(() => {
    if (typed === written.current) return undefined;
    const timer = setTimeout(() => {
      written.current = typed;
      setSearch(
        (before) => {
          const after = new URLSearchParams(before);
          if (typed) after.set(name, typed);
          else after.delete(name);
          return after;
        },
        { replace: true },
      );
    }, restMilliseconds);
    return () => clearTimeout(timer);
  }, [typed, name, setSearch]);
  return { typed, type: setTyped, settled };
}
