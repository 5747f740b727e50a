// Cases are read whatever their columns are called and however positions are written.
import { expect, it } from 'vitest';
import { readCases } from './roads-cases.ts';

const wanted = [{ from: [7.42, 43.73], to: [7.41, 43.74], metres: 2580 }];

it.each([
  'from_lat,from_lon,to_lat,to_lon,metres\n43.73,7.42,43.74,7.41,2580\n',
  'metres;to_lng;to_lat;from_lng;from_lat\n2580;7.41;43.74;7.42;43.73',
  'lat1,lon1,lat2,lon2,distance_m\n# a remark\n43.73,7.42,43.74,7.41,2580',
  'name,from,to,meters\nx,"43.73,7.42","43.74, 7.41",2580\r\n',
  'from\tto\tmetres\n43.73,7.42\t43.74,7.41\t2580',
  '43.73,7.42,43.74,7.41,2580',
])('%j', (text) => expect(readCases(text)).toEqual(wanted));

it('takes longitude first where the first number can be no latitude', () => {
  expect(readCases('from,to,metres\n"119.7,30.2","119.8,30.3",9')[0]!.from).toEqual([119.7, 30.2]);
});
it('says which line is wrong', () => {
  expect(() => readCases('from_lat,from_lon,to_lat,to_lon,metres\n43.73,7.42,,7.41,1')).toThrow('line 2');
  expect(() => readCases('a,b\n1,2')).toThrow('metres');
  expect(readCases('')).toEqual([]);
});
