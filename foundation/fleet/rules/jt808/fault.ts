// What can be wrong with a frame of JT/T 808: expected, so it is a value and never thrown.

export type FrameFault =
  | { fault: 'too-short'; bytes: number }
  | { fault: 'bad-escape'; at: number }
  | { fault: 'checksum'; computed: number; found: number }
  | { fault: 'body-length'; announced: number; found: number }
  /** Bits 10-12 of the attributes: no key was agreed upon. */
  | { fault: 'encrypted' }
  | { fault: 'fragment-number'; index: number; total: number }
  | { fault: 'body-too-short'; id: number; bytes: number }
  | { fault: 'out-of-range'; field: string };

export type Decoded<Value> = { ok: true; value: Value } | { ok: false; fault: FrameFault };
export const decoded = <Value>(value: Value): Decoded<Value> => ({ ok: true, value });
export const faulty = (fault: FrameFault): { ok: false; fault: FrameFault } => ({ ok: false, fault });

/** The fault for engineers, in one sentence. */
export function faultWords(fault: FrameFault): string {
  const hex = (value: number, digits: number) => `0x${value.toString(16).toUpperCase().padStart(digits, '0')}`;
  switch (fault.fault) {
    case 'too-short':
      return `帧太短：只有 ${fault.bytes} 字节，放不下消息头和校验码。`;
    case 'bad-escape':
      return `第 ${fault.at + 1} 字节转义错误：7D 之后只能是 01 或 02。`;
    case 'checksum':
      return `校验码不符：算得 ${hex(fault.computed, 2)}，帧内是 ${hex(fault.found, 2)}。确认数据无误后可加 --lenient 忽略。`;
    case 'body-length':
      return `消息体长度不符：消息头写 ${fault.announced} 字节，实际 ${fault.found} 字节。`;
    case 'encrypted':
      return '消息体已加密：平台没有密钥。请在终端上关闭加密。';
    case 'fragment-number':
      return `分包序号错误：第 ${fault.index} 包，共 ${fault.total} 包。`;
    case 'body-too-short':
      return `消息 ${hex(fault.id, 4)} 的消息体太短：只有 ${fault.bytes} 字节。`;
    case 'out-of-range':
      return `字段 ${fault.field} 超出范围。`;
  }
}
