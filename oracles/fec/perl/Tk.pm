# Stands for the window of Test Compta Demat, which is run without one: whatever is asked of it answers the same nothing.
package Tk::Nothing;
our $AUTOLOAD;
sub new { return bless {}, shift }
sub AUTOLOAD { return $_[0] }
sub DESTROY { }

package MainWindow;
our @ISA = ('Tk::Nothing');

package Tk;
use Exporter 'import';
our @EXPORT = ('MainLoop');
sub MainLoop { }
1;
