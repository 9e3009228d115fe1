// Pictures of a page that shows chosen letters: those that a font lacks all look the same.
import { bytes_of, kKorean, make_shop } from './shop.mjs';
import { difference_of, read_png } from './png.mjs';

// Outside KS X 1001, so never in the part of the font that is loaded first.
const kRare = ['똠뷁쀍', '뷁햏쬲'];
const kColumns = kKorean.length;

/**
 * The Data view of the same table, its last column and its file named with these letters.
 * @param {import('./browser.mjs').Visitor} visitor @param {string} letters
 */
async function picture_of(visitor, letters) {
  const shop = make_shop(14, { orders: 40, header: [...kKorean.slice(0, kColumns - 1), `상품 ${letters}`] });
  await visitor.upload({ name: `${letters} 가게.csv`, buffer: bytes_of(shop) });
  await visitor.go('data');
  return read_png(await visitor.page.screenshot());
}

/** Whether the canvas tells rare syllables apart, and how the page looks with the first of them.
 * @param {import('./browser.mjs').Visitor} visitor */
export async function rare_syllables(visitor) {
  const [first, second] = [await picture_of(visitor, kRare[0]), await picture_of(visitor, kRare[1])];
  return { drawn: difference_of(first, second) > 0, picture: first };
}
