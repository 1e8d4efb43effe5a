// libjpeg-turbo's own header wants <stdio.h> first.
#include <stdio.h>
#include <jpeglib.h>
