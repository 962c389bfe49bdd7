// Every page, both languages, light and dark, wide and narrow: axe is clean, nothing scrolls sideways. With SEKISHO_SHOTS
// a picture of each goes to that folder.
import { expectAxeClean, expectNoSideScroll, LANGS, signIn, test } from './help';

const PAGES: [name: string, user: string, address: string, ready: string][] = [
    ['inbox', 'export1', '/inbox', '.it'],
    ['new-check-empty', 'sales1', '/check/new', '.drop'],
    ['dealings', 'export1', '/dealings', 'table.data tbody tr'],
    ['result-red', 'export1', '/dealings/sample-order-3', '.find'],
    ['result-amber', 'exec1', '/dealings/sample-order-2', '.find'],
    ['result-green', 'export1', '/dealings/sample-order-1', '.verdict'],
    ['result-parties', 'export1', '/dealings/sample-order-3#parties', '.align'],
    ['result-questions', 'export1', '/dealings/sample-order-3#questions', '.letter textarea'],
    ['result-history', 'export1', '/dealings/sample-order-3#history', '.tl time'],
    ['search', 'export1', '/search?q=HOSHIZORA%20SHOJI%20CO%20LTD', '.hit'],
    ['parties', 'export1', '/parties?q=hoshi', 'table.data tbody tr'],
    ['party', 'export1', '/parties/p1', '.names'],
    ['lists', 'export1', '/lists', 'table.data tbody tr'],
    ['edition', 'export1', '/lists/sample_watchlist/2026-10-31', 'tbody tr'],
    ['import', 'export1', '/lists/import', '.wizard'],
    ['users', 'admin', '/users', 'table.data tbody tr'],
    ['settings', 'admin', '/settings', 'textarea'],
    ['missing', 'hr1', '/users', 'h1'],
];

const SIZES = [
    { name: '', width: 1440, height: 900 },
    { name: '.phone', width: 390, height: 844 },
    { name: '.zoom', width: 320, height: 640 },
];

for (const lang of LANGS)
    for (const scheme of ['light', 'dark'] as const)
        for (const [name, user, address, ready] of PAGES)
            test(`${name} ${lang} ${scheme}`, async ({ page }) => {
                await signIn(page, user, lang, scheme, address);
                await page.waitForSelector(ready);
                for (const size of scheme === 'light' ? SIZES : SIZES.slice(0, 1)) {
                    await page.setViewportSize(size);
                    await expectNoSideScroll(page);
                    if (size.name !== '.zoom') await expectAxeClean(page);
                    if (process.env.SEKISHO_SHOTS) await page.screenshot({ path: `${process.env.SEKISHO_SHOTS}/${name}.${lang}.${scheme}${size.name}.png` });
                }
            });

for (const lang of LANGS)
    test(`login ${lang}`, async ({ page }) => {
        await page.addInitScript((l) => localStorage.setItem('sekisho.language', l), lang);
        await page.goto('/inbox');
        await page.waitForSelector('input[name=user]');
        await expectAxeClean(page);
    });

for (const lang of LANGS)
    for (const scheme of ['light', 'dark'] as const)
        test(`new check with a draft ${lang} ${scheme}`, async ({ page }) => {
            await signIn(page, 'sales1', lang, scheme, '/check/new');
            await page.locator('.drop textarea').fill('We are Harbor Lotus Trading FZE');
            await page.locator('.drop button').first().click();
            await page.waitForSelector('.ex');
            for (const size of SIZES) {
                await page.setViewportSize(size);
                await expectNoSideScroll(page);
                if (size.name !== '.zoom') await expectAxeClean(page);
                if (process.env.SEKISHO_SHOTS) await page.screenshot({ path: `${process.env.SEKISHO_SHOTS}/new-check.${lang}.${scheme}${size.name}.png` });
            }
        });
