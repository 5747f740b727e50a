// Registration and authentication of terminals in both editions of JT/T 808: bodies of 0x0100, 0x8100 and 0x0102.
import { ByteReader, ByteWriter } from './bytes.ts';
import { decoded, faulty, type Decoded } from './fault.ts';
import type { Edition } from './frame.ts';
import { gbkOfText, textOfGbk } from './gbk.ts';

export interface Registration {
  province: number;
  city: number;
  maker: string;
  model: string;
  terminalId: string;
  /** JT/T 415: 1 blue, 2 yellow, 3 black, 4 white, 9 other; 0 for a vehicle without a plate, which then sends its frame number. */
  plateColour: number;
  plate: string;
}

/** Bytes of maker, model and terminal id: the edition of 2019 made room. */
const widths: Record<Edition, readonly [number, number, number]> = { 2013: [5, 20, 7], 2019: [11, 30, 30] };
/** Terminals of 2011 have the header of 2013 and a shorter model, so that the body is shorter than 37 bytes and a plate. */
const widths2011 = [5, 8, 7] as const;
const shortest2013 = 37;

export function decodeRegistration(body: Uint8Array, edition: Edition): Decoded<Registration> {
  const reader = new ByteReader(body);
  const old = edition === 2013 && body.length < shortest2013;
  const [maker, model, terminalId] = old ? widths2011 : widths[edition];
  const value = {
    province: reader.word(),
    city: reader.word(),
    maker: textOfGbk(reader.take(maker)),
    model: textOfGbk(reader.take(model)),
    terminalId: textOfGbk(reader.take(terminalId)),
    plateColour: reader.byte(),
    plate: textOfGbk(reader.rest()),
  };
  return reader.overrun ? faulty({ fault: 'body-too-short', id: 0x0100, bytes: body.length }) : decoded(value);
}

export function encodeRegistration(registration: Registration, edition: Edition): Uint8Array {
  const [maker, model, terminalId] = widths[edition];
  return new ByteWriter()
    .word(registration.province)
    .word(registration.city)
    .putFixed(gbkOfText(registration.maker), maker)
    .putFixed(gbkOfText(registration.model), model)
    .putFixed(gbkOfText(registration.terminalId), terminalId)
    .byte(registration.plateColour)
    .put(gbkOfText(registration.plate))
    .done();
}

/** Results of 0x8100. */
export const registered = {
  success: 0,
  vehicleTaken: 1,
  vehicleUnknown: 2,
  terminalTaken: 3,
  terminalUnknown: 4,
} as const;

export interface RegistrationReply {
  replySerial: number;
  result: number;
  /** Sent with success only. */
  code?: string;
}

export function decodeRegistrationReply(body: Uint8Array): Decoded<RegistrationReply> {
  const reader = new ByteReader(body);
  const replySerial = reader.word();
  const result = reader.byte();
  if (reader.overrun) return faulty({ fault: 'body-too-short', id: 0x8100, bytes: body.length });
  return decoded({ replySerial, result, ...(result === registered.success && { code: textOfGbk(reader.rest()) }) });
}

export const encodeRegistrationReply = ({ replySerial, result, code }: RegistrationReply): Uint8Array =>
  new ByteWriter()
    .word(replySerial)
    .byte(result)
    .put(gbkOfText(code ?? ''))
    .done();

export interface Authentication {
  code: string;
  /** 2019 only. */
  imei?: string;
  softwareVersion?: string;
}
const imeiBytes = 15;
const softwareBytes = 20;

export function decodeAuthentication(body: Uint8Array, edition: Edition): Decoded<Authentication> {
  if (edition === 2013) return decoded({ code: textOfGbk(body) });
  const reader = new ByteReader(body);
  const value = {
    code: textOfGbk(reader.take(reader.byte())),
    imei: textOfGbk(reader.take(imeiBytes)),
    softwareVersion: textOfGbk(reader.take(softwareBytes)),
  };
  return reader.overrun ? faulty({ fault: 'body-too-short', id: 0x0102, bytes: body.length }) : decoded(value);
}

export function encodeAuthentication({ code, imei, softwareVersion }: Authentication, edition: Edition): Uint8Array {
  const text = gbkOfText(code);
  if (edition === 2013) return text;
  return new ByteWriter()
    .byte(text.length)
    .put(text)
    .putFixed(gbkOfText(imei ?? ''), imeiBytes)
    .putFixed(gbkOfText(softwareVersion ?? ''), softwareBytes)
    .done();
}
