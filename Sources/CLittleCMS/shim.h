// Little CMS for Swift: constants that are macros. No logic.

#ifndef CLITTLECMS_SHIM_H
#define CLITTLECMS_SHIM_H

#include <lcms2.h>

// Swift cannot see macros that shift and add.
static const cmsUInt32Number clittlecms_rgb_float = TYPE_RGB_FLT;
static const cmsUInt32Number clittlecms_gray_float = TYPE_GRAY_FLT;
static const cmsUInt32Number clittlecms_cmyk_float = TYPE_CMYK_FLT;

#endif
